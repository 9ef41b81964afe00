import { describe, parted, phrases, words } from '../language.ts';

/** Spanish. */
export const spanish = describe({
  leading: words(
    'sr sra srta sres sras d dña dr dra dres prof profa lic ing gral cap cnel ud uds sto sta p.ej ej cf vs ee aprox',
  ),
  numbered: words('núm núms n nº n.º no pág págs p pp art arts cap vol fig tel'),
  trailing: words('uu ee.uu s.a s.l jr cía ene abr ago sept oct nov dic a.c d.c al ed'),
  units: words('min seg hab'),
  final: words('etc a.m p.m'),
  starters: words(
    `el la los las lo un una unos unas él ella ellos ellas nosotros yo tú usted este esta esto estos estas ese esa eso esos
     aquel aquella pero y e o u sin si cuando que qué quién quiénes cómo dónde cuándo cuál cuáles cuánto por para en a al
     con de del desde hasta entre sobre según tras durante ante bajo así entonces luego después antes hoy ayer mañana ahora
     aquí allí también además aunque porque como mi mis tu su sus nuestro nuestra todo todos todas cada ningún ninguna no
     sí es son fue ha han hay`,
  ),
  prepositions: words('a en de desde hasta antes después durante el'),
  speech: words('dijo preguntó respondió gritó escribió añadió exclamó'),
  openers: {
    words: words(
      `él ella ello ellos ellas este esta esto estos estas ese esa eso esos esas aquel aquella su sus ambos ambas
       pero y o sino además también así entonces luego después finalmente asimismo igualmente mientras,`,
    ),
    phrases: phrases(
      `sin embargo, por ejemplo, por lo tanto, por tanto, por eso, por ello, en cambio, en consecuencia, no obstante,
       al mismo tiempo, por otra parte, por otro lado, es decir, de hecho, mientras tanto, a pesar de ello`,
    ),
    before: words('a en con de para por sin sobre tras según desde durante ante bajo cuando si como aunque porque'),
    back: words('él ella ello ellos ellas este esta esto estos estas ese esa eso esos esas su sus'),
    standing: phrases('este año, esta semana, este mes, esta mañana, este artículo, en este artículo, en este año'),
    definite: words('el la los las'),
    last: words('esto eso ello'),
  },
  turns: words('pero sin embargo aunque nunca nadie nada ningún ninguna apenas casi incluso'),
  calls: parted(`sígueme, suscríbete, gracias por leer, en los comentarios`),
});
