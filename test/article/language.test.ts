import { describe, expect, test } from 'vitest';
import { guessLanguage } from '../../src/article/language/guess.ts';
import { read } from './fixtures.ts';

describe('the language of a text is guessed from its script and its commonest words', () => {
  test.each([
    ['en', 'The house is at the end of the road, and there is nothing that anybody can do about it.'],
    ['de', 'Das Haus steht am Ende der Straße, und es gibt nichts, was man dagegen tun kann, sagt sie.'],
    ['fr', 'La maison est au bout de la rue, et il n’y a rien que l’on puisse faire pour la déplacer.'],
    ['es', 'La casa está al final de la calle, y no hay nada que se pueda hacer para moverla de allí.'],
    ['it', 'La casa è alla fine della strada, e non c’è niente che si possa fare per spostarla di lì.'],
    ['pt', 'A casa fica no fim da rua, e não há nada que se possa fazer para a tirar dali, diz o prefeito.'],
    ['nl', 'Het huis staat aan het einde van de straat, en er is niets dat men eraan kan doen, zegt zij.'],
    ['sv', 'Huset ligger i slutet av gatan, och det finns ingenting som man kan göra åt det, säger hon.'],
    ['pl', 'Dom stoi na końcu ulicy i nie ma nic, co można by z tym zrobić, ale nikt się tym nie przejmuje.'],
    ['tr', 'Ev sokağın sonunda ve bu konuda yapılacak bir şey yok, ama çok kişi daha iyi bir yol arıyor.'],
    ['fi', 'Talo on kadun päässä, eikä sille voi mitään, mutta se on ollut siellä niin kauan kuin hän muistaa.'],
    ['ru', 'Дом стоит в конце улицы, и с этим ничего нельзя поделать.'],
    ['uk', 'Будинок стоїть у кінці вулиці, і з цим нічого не вдієш.'],
    ['el', 'Το σπίτι βρίσκεται στο τέλος του δρόμου.'],
    ['he', 'הבית נמצא בסוף הרחוב ואין מה לעשות.'],
    ['ar', 'يقع المنزل في نهاية الشارع ولا يمكن فعل شيء.'],
    ['fa', 'خانه در پایان خیابان است و چاره‌ای نیست، می‌گوید پدر.'],
    ['hi', 'घर सड़क के अंत में है।'],
    ['th', 'บ้านอยู่สุดถนน'],
    ['ko', '집은 길 끝에 있다.'],
    ['ja', '家は道の終わりにあります。'],
    ['zh', '房子在路的尽头。'],
  ])('%s', (language, text) => {
    expect(guessLanguage(text)).toBe(language);
  });

  test('too little says nothing, and the article is taken for English', async () => {
    expect(guessLanguage('Xyzzy plugh.')).toBeNull();
    expect((await read('x.txt', 'Xyzzy plugh.')).article.language).toBe('en');
  });

  test('front matter wins over the page, the page over the guess', async () => {
    const page = '<html lang="de"><body><p>The house is at the end of the road, and that is that.</p></body></html>';
    expect((await read('x.html', page)).article.language).toBe('de');
    expect((await read('x.html', `---\nlanguage: sv\n---\n${page}`)).article.language).toBe('sv');
  });
});

describe('words are counted', () => {
  test.each([
    ['in blocks only, not in title and subtitle', 'x.md', '# One two three\n\nFour five.', 2],
    [
      'in lists, quotes, tables, headings and code',
      'x.md',
      '# T\n\n## a\n\n- b\n\n> c\n\n| d | e |\n|---|---|\n| f | g |\n\n    h i',
      9,
    ],
    ['with contractions and numbers as one', 'x.md', '# T\n\nIt’s 3.14 o’clock, well-known.', 5],
    ['in Chinese, where no spaces part them', 'x.txt', '标题\n\n房子在路的尽头，没有办法。', 7],
  ])('%s', async (_name, source, text, words) => {
    expect((await read(source, text)).article.words).toBe(words);
  });
});
