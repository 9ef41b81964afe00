import { describe, parted, phrases, words } from '../language.ts';

/** Italian. An elided word is listed without its apostrophe: `l`, `dell`. */
export const italian = describe({
  leading: words('sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa avv ing arch geom on mons s st es cfr ca vs'),
  numbered: words('n nn nr p pp pag pagg art artt vol cap fig tel'),
  trailing: words('s.p.a s.r.l a.c d.c gen feb mar apr giu lug ago sett ott nov dic'),
  final: words('ecc etc'),
  starters: words(
    `il lo la i gli le l un uno una egli lui lei loro noi voi io esso essa questo questa questi queste quello quella
     ma e ed o se quando che chi cosa come dove perché quale quanto in nel nella nei a al alla con per da dal di del della
     su tra fra dopo prima durante secondo così poi oggi ieri domani ora qui anche non tutto tutti ogni è sono era`,
  ),
  prepositions: words('a alle in nel dal dopo prima verso'),
  speech: words('disse chiese rispose gridò scrisse'),
  openers: {
    words: words(
      `egli lui lei loro esso essa essi questo questa questi queste quello quella ciò suo sua suoi sue entrambi
       ma e ed o però tuttavia quindi dunque inoltre anche così poi infine perciò invece infatti pertanto altrimenti`,
    ),
    phrases: phrases(
      'ad esempio, per esempio, di conseguenza, al contrario, allo stesso tempo, in altre parole, per questo',
    ),
    before: words('in nel nella con per da di a su dopo prima durante secondo se quando'),
    back: words('questo questa questi queste quello quella ciò suo sua suoi loro lui lei'),
    standing: phrases("quest'anno, questa settimana, questo mese, questa mattina, questo articolo, in questo articolo"),
    definite: words('il lo la i gli le l'),
    last: words('questo ciò'),
  },
  turns: words('ma però tuttavia mai nessuno niente nulla senza quasi persino'),
  calls: parted(`seguimi, iscriviti, grazie per aver letto, nei commenti`),
});
