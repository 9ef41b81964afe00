import { describe, parted, phrases, words } from '../language.ts';

/** French. An elided word is listed without its apostrophe: `l`, `qu`. */
export const french = describe({
  leading: words('m mm mme mmes mlle mlles me mgr dr drs pr prof st ste sts cf env av ex p.ex c.-à-d i.e e.g vs'),
  numbered: words('n no nos nº n° p pp vol t chap art fig éd tél'),
  trailing: words('cie jr janv févr avr juil sept oct nov déc al ed'),
  units: words('min sec'),
  final: words('etc'),
  starters: words(
    `le la les l un une des il elle ils elles on nous vous je j tu ce c cet cette ces cela ça mais et ou donc car ni
     si quand que qu qui où comment pourquoi quel quelle quels quelles dans en à au aux avec pour par sur sans sous chez
     après avant depuis pendant selon malgré ainsi alors puis enfin cependant toutefois pourtant aujourd hier demain ici
     là mon ma mes son sa ses leur leurs notre nos votre vos tout tous toute toutes plus aucun aucune chaque est`,
  ),
  prepositions: words('à en le au dans vers depuis avant après'),
  speech: words('dit demanda répondit cria écrit déclara'),
  openers: {
    words: words(
      `il elle ils elles ce c cet cette ces cela ça son sa ses leur leurs celui celle ceux celles
       mais et ou donc or ni car aussi ainsi alors puis ensuite enfin cependant toutefois pourtant néanmoins
       pareillement également sinon certes bref finalement deuxièmement`,
    ),
    phrases: phrases(
      `par exemple, par conséquent, en effet, en revanche, en outre, de plus, au contraire, d'ailleurs, du coup,
       en même temps, d'autre part, c'est pourquoi, tous deux`,
    ),
    before: words(
      'à dans en avec pour par sur sans sous après avant depuis pendant selon malgré de grâce quand si lorsqu qu',
    ),
    back: words('il elle ils elles cela ce cet cette ces son sa ses leur leurs eux lui'),
    standing: phrases('cette année, cette semaine, ce mois, ce matin, cet article, dans cet article, il y a, il faut'),
    definite: words('le la les l'),
    last: words('cela ça ceci'),
  },
  turns: words('mais pourtant cependant malgré jamais personne rien sans aucun aucune presque même'),
  calls: parted(`suivez-moi, abonnez-vous, merci de votre lecture, en commentaire`),
});
