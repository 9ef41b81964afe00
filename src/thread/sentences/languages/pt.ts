import { describe, parted, phrases, words } from '../language.ts';

/** Portuguese. */
export const portuguese = describe({
  leading: words('sr sra srs sras srta d dr dra drs prof profa eng exmo exma sto sta gen cel cap p.ex ex cf vs aprox'),
  numbered: words('n nº núm pág págs p pp art arts cap vol fig tel'),
  trailing: words('s.a ltda cia jr a.c d.c jan fev abr jun jul ago set out nov dez'),
  final: words('etc a.m p.m'),
  starters: words(
    `o a os as um uma uns umas ele ela eles elas nós eu você vocês este esta isto esse essa isso aquele aquela aquilo
     mas e ou se quando que quem como onde por porque qual quanto em no na nos nas com para do da de desde até entre
     sobre segundo após durante assim então depois antes hoje ontem amanhã agora aqui também não todo todos cada é são`,
  ),
  prepositions: words('às a em no na desde até após antes'),
  speech: words('disse perguntou respondeu gritou escreveu'),
  openers: {
    words: words(
      `ele ela eles elas este esta isto estes estas esse essa isso esses essas aquele aquela aquilo seu sua seus suas ambos
       mas e ou porém contudo todavia entretanto portanto assim também além então depois finalmente logo, aliás`,
    ),
    phrases: phrases(
      'por exemplo, no entanto, por isso, por outro lado, ao mesmo tempo, em outras palavras, ou seja, de fato',
    ),
    before: words('em com para por sem sobre após desde durante de a se quando como porque'),
    back: words('ele ela eles elas este esta isto esse essa isso seu sua seus suas'),
    standing: phrases('este ano, esta semana, este mês, esta manhã, este artigo, neste artigo'),
    definite: words('o a os as'),
    last: words('isto isso'),
  },
  turns: words('mas porém contudo nunca ninguém nada sem quase até'),
  calls: parted(`siga-me, inscreva-se, obrigado por ler, nos comentários`),
});
