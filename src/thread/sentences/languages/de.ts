import { describe, parted, phrases, words } from '../language.ts';

const months = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jänner';

/** German. Its nouns are capitalised, so that only a list tells the beginning of a sentence. */
export const german = describe({
  leading: words(
    `hr hrn fr dr drs prof dipl ing mag st bzw vgl ca ggf evtl inkl exkl zzgl sog bspw gem lt tel geb verh gest
     insb insbes z d z.b d.h u.a i.d.r m.e v.a s.o s.u o.g i.a e.g`,
  ),
  numbered: words('nr nrn s bd bde abb kap art abs tab aufl anm jg hg hrsg ziff §'),
  trailing: words(
    'jr sen gmbh co e.v a.d v.chr n.chr Str str Jan Feb Jun Jul Aug Sept Okt Nov Dez Mo Di Mi Do Fr Sa So',
  ),
  units: words('std min sek mio mrd tsd'),
  final: words('etc usw usf ff'),
  starters: words(
    `der die das dem den des ein eine einen einem einer er sie es wir ihr ich man dies diese dieser dieses diesen jene jener
     mein meine sein seine ihre unser unsere euer was wer wie wo warum wann wieso welche welcher welches
     aber und oder doch denn wenn weil da dann so auch noch nun hier dort heute gestern morgen jetzt damals
     in im auf mit bei beim von vom zu zum zur nach vor seit aus für durch über unter zwischen während trotz an am
     kein keine nicht nur alle viele einige manche mehr ist sind war waren hat haben kann können wird werden
     nach als ob obwohl deshalb daher trotzdem jedoch außerdem zudem`,
  ),
  prepositions: words('am um im in an bei nach vor seit ab bis gegen von'),
  speech: words('sagte fragte rief schrieb antwortete erklärte meinte flüsterte'),
  ordinals: {
    before: words('am der die das dem den des vom zum im beim ab bis seit zur dieser diesem'),
    after: words(
      months,
      `Jahrhundert Jahrhunderts Jahrhunderte Jahrtausend Weltkrieg Weltkriegs Weltkrieges Mal Platz Klasse Stock Auflage
       Kapitel Tag Woche Monat Jahr Jahrestag Geburtstag Etage Bezirk Runde Liga Bundesliga Sinfonie Satz Lebensjahr
       Grad Armee Akt Tor Minute Stunde`,
    ),
  },
  openers: {
    words: words(
      `er sie es dies diese dieser dieses diesen diesem jener jene ihn ihm ihnen sein seine seiner ihr ihre solche
       aber und oder doch denn auch dann daher deshalb darum deswegen dennoch trotzdem jedoch allerdings außerdem zudem
       ferner ebenso inzwischen dagegen stattdessen folglich somit also dabei dadurch damit dafür daraus darauf danach
       davor daran darin davon dazu hingegen schließlich andernfalls sonst beide`,
    ),
    phrases: phrases(
      'zum beispiel, im gegensatz dazu, auf der anderen seite, mit anderen worten, kurz gesagt, so auch',
    ),
    before: words(
      'in an auf bei mit nach vor seit aus für durch über unter trotz wegen von zu wenn als weil während ob',
    ),
    back: words(
      'er sie es dies diese dieser dieses diesem diesen ihm ihn ihr ihre ihrem ihren ihrer sein seine seinem seinen',
    ),
    standing: phrases(
      'es gibt, es gab, es war einmal, dieses jahr, diese woche, diesen monat, dieser artikel, in diesem artikel, in diesem jahr',
    ),
    definite: words('der die das dem den'),
    last: words('dies das dieses diese so damit dafür dagegen'),
  },
  turns: words('aber doch jedoch obwohl trotz statt nie niemand nichts kein keine ohne nur kaum fast sogar falsch'),
  calls: parted(`folgt mir, folge mir, abonniert, abonnieren sie, danke fürs lesen, in den kommentaren`),
});
