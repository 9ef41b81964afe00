import { describe, parted, phrases, words } from '../language.ts';

/** Dutch. */
export const dutch = describe({
  leading: words(
    `dhr mevr mw mej dr drs ir ing prof mr ds st bijv bv vgl ca incl excl resp evt zgn o.a d.w.z m.n i.p.v t.o.v m.b.t n.a.v
     z.g i.v.m`,
  ),
  numbered: words('nr nrs blz p pp art hfst afb fig dl'),
  trailing: words('b.v n.v jl a.u.b jan feb mrt apr jun jul aug sept okt nov dec'),
  final: words('enz etc e.d'),
  starters: words(
    `de het een hij zij ze wij we jij je u ik dit dat deze die er maar en of want dus als toen wanneer wie wat waar waarom
     hoe welke in op met bij van voor na uit aan om over onder tussen door tijdens volgens zo ook nog nu hier daar vandaag
     gisteren morgen niet alle veel zijn haar hun ons onze is was heeft`,
  ),
  prepositions: words('om in op na voor sinds tot van'),
  speech: words('zei vroeg riep schreef antwoordde'),
  openers: {
    words: words(
      `hij zij ze dit dat deze die zijn haar hun hen hem beide maar en of want dus ook toch echter daarom daarna daardoor
       bovendien niettemin intussen ondertussen verder vervolgens tenslotte anders desondanks zo, er`,
    ),
    phrases: phrases(
      'met andere woorden, aan de andere kant, tegelijkertijd, in tegendeel, als gevolg daarvan, om die reden',
    ),
    before: words('in op met bij van voor na uit aan om over onder tussen door tijdens volgens ondanks als toen omdat'),
    back: words('hij zij ze het dit dat deze die zijn haar hun hem hen'),
    standing: phrases('dit jaar, deze week, deze maand, deze ochtend, dit artikel, in dit artikel, er is, er zijn'),
    definite: words('de het'),
    last: words('dit dat'),
  },
  turns: words('maar toch echter nooit niemand niets zonder bijna zelfs geen'),
  calls: parted(`volg mij, abonneer je, bedankt voor het lezen, in de reacties`),
});
