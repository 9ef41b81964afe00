import { describe, parted, phrases, words } from '../language.ts';

const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday';
const months = 'January February March April May June July August September October November December';
const zones =
  'EST EDT CST CDT MST MDT PST PDT ET CT MT PT GMT UTC BST CET CEST IST JST Eastern Central Pacific Mountain';

/** English. See `Language` for what each list means. */
export const english = describe({
  leading: words(
    // before a name
    `mr mrs ms mx messrs mmes dr drs prof profs rev fr msgr hon pres supt sgt cpl pvt capt cmdr lt lieut brig
     amb atty adm maj gov insp hr
     Gen Gens Col Cols Rep Reps Sen Sens Det Ald Cllr Sra Mt Mts Ft Pt`,
    // before the rest of the phrase
    'vs v viz cf ca e.g eg i.e ie a.k.a aka incl excl esp approx resp orig',
    // before the rest of a letter or a note
    'p.s p.p.s n.b',
  ),
  numbered: words(
    'no nos nr n° p pp pg vol vols ch chap fig figs eq eqs art arts ex op cap sec sect para par ver ext rm rs tel',
  ),
  trailing: words(
    // firms and titles after a name
    'inc co cos corp ltd llc plc bros mfg assn dept univ est jr sr esq ph.d phd m.d b.a m.a b.sc m.sc ret',
    // places
    `u.s u.s.a u.k e.u u.n u.a.e d.c St Ave Blvd Rd Hwy Pkwy Sq Ctr Bldg Apt
     Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va
     Vt Wash Wis Wyo Ont Que`,
    // times
    'Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun b.c a.d b.c.e c.e',
    // books and letters
    'al ed eds trans rev repr ibid mss cont misc abbr st ave',
  ),
  units: words('in ft yd mi oz lb lbs pt qt gal tsp tbsp min hr hrs yr yrs mo km cm mm kg mg sq cu deg mil bn'),
  final: words('etc a.m p.m am pm'),
  followers: words(weekdays, months, zones),
  starters: words(
    'i he she it we you they this that these those there here my your his her its our their',
    'the a an some many most all both each every another no not one two three none nobody everyone someone',
    'who what when where why how which whose',
    `and but so yet or nor however meanwhile although though while if unless because since as then now also still even
     perhaps maybe instead indeed thus therefore moreover furthermore nevertheless today tomorrow yesterday once`,
    `in on at by for from with without during despite after before until under over between into through against
     about among within given according`,
    `do does did is are was were has have had can could would should shall please let yes just only`,
    'mr mrs ms',
  ),
  prepositions: words('at in on by from since until till before after around about for during through between with'),
  exclaimed: words('Yahoo Jeopardy Yum Joomla'),
  speech: words(
    `said says say asked asks replied replies cried cries shouted shouts whispered whispers yelled exclaimed answered
     called wrote writes added adds told thought wondered demanded muttered remarked continued declared began`,
  ),
  pronoun: 'I',
  conjunctions: words('and or than but nor'),
  openers: {
    words: words(
      'he she it they him them hers theirs his its their this that these those such another others both neither',
      `however but and or nor so yet then thus hence therefore moreover furthermore nevertheless nonetheless meanwhile
       also additionally likewise similarly consequently accordingly besides otherwise instead afterwards conversely
       indeed thereby thereafter regardless finally lastly secondly thirdly subsequently alternatively ultimately`,
      'second, third, fourth, next, later, still, again, rather, too, though, overall, yes, no, well, right,',
    ),
    phrases: phrases(
      `as a result, as a consequence, as such, for example, for instance, in addition, in contrast, by contrast,
       in comparison, on the contrary, in other words, in short, in turn, in fact, in the end, in the meantime,
       in particular, in return, in response, after all, of course, on the other hand, on the one hand,
       at the same time, first of all, the latter, the former, the same, mind you, having said, what is more,
       what's more, more importantly, most importantly, worse still, sure enough, no wonder, to be sure, there too,
       here too, no such, any such, like others, like many others, all three, all four, the two, the three, the others,
       the other, the rest, the reason is, the answer is, the result is, the result was, the reason was, the answer was,
       only now, only later, that's why, whatever the reason`,
    ),
    before: words(
      `at in on by from since until before after for during through between with without under over despite because of
       to as regardless given beyond besides among against within like unlike following about behind around upon amid
       alongside along according thanks due apart aside based part not just perhaps maybe keep put one each several
       some many most all none half only even two three four five few`,
      'when while if although though unless once where how what why who whether which',
      'is are was were do does did can could will would should has have had may might must let',
      'the end start beginning time face light wake course middle case view top',
    ),
    back: words('he she it they him her them his its their this that these those such there then so'),
    standing: phrases(
      `this year, this week, this month, this morning, this evening, this summer, this winter, this spring, this autumn,
       this decade, this century, this article, this essay, this piece, this post, this guide, in this article,
       in this essay, in this piece, in this post, in this guide, those who, that which, both the, both of the,
       if it rains, as it happens, as it turns out, so far, so many, so much, so few, as so often`,
    ),
    definite: words('the'),
    last: words('this that these those such so then thereby one'),
  },
  turns: words(
    'but yet however although though despite instead unless until never nobody nothing none without no not only rather almost still even worse wrong fail failed fails lost secret',
  ),
  calls: parted(
    `follow me, follow us, subscribe, sign up, click here, read more, thanks for reading, thank you for reading, in the comments, let me know, share this, stay tuned, join us, join me, my newsletter, our newsletter, buy me a coffee, leave a comment`,
  ),
});
