/** The commonest words of each language written in Latin letters: about as many for each, so that counts compare. */
export const STOP_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of to a in that is was for it with as he on be at by this had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont ou avec son il aux elle mais on nous cette ses comme leur été fait y être tout sans même deux vous ont ces',
  es: 'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está hay',
  it: 'di e il la che in a per un del è non si le della una con da i sono al gli dei ma come nel anche dal alla più lo ha nella o delle questo su ci suo se dalla sua era essere stato tra due loro molto quando',
  pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois',
  nl: 'de van het een en in is dat op te zijn met voor niet aan er die om ook als dan maar bij uit nog worden door naar heeft tot was ze wordt over je geen hij deze of kan zich haar hun werd wel al zo we',
  sv: 'och i att det som en på är av för med den till inte har de ett om var men sig så han från vi hon man kan när jag ska nu eller där år efter över mot mycket här skulle hade vid bara också under än ut finns',
  da: 'og i at det er en til på som af for med de den der ikke har et han var jeg om vi fra men så sig ved kan også hun efter skal hvor over havde eller nu når noget ud mod meget blev være man bliver dem hvad',
  nb: 'og i det er på en til som av for med at de den ikke har et han var jeg om vi fra men så seg ved kan også hun etter skal hvor over hadde eller nå når noe ut mot mye ble være man blir dem hva',
  fi: 'ja on ei että se oli hän mutta ovat kun myös joka niin sen tai kuin olla ole hänen mitä jos nyt vain tämä ollut eivät ovat sitä kaikki siitä vielä jo voi sekä mukaan joita olisi hyvin sille sitten tässä',
  pl: 'w i na z się do nie to że jest o a po jak za od dla ale co przez są przy czy tak już jego tym był oraz tego które być lub tylko może także ich jej jeszcze było może nic można by było gdy',
  cs: 'a se v na je že o s z do i to jako za k ve by pro tak po ale si jsem který jeho podle už když jen byl která jsou jak být nebo od jejich až bylo jsme také před však ze při jeho u více',
  tr: 've bir bu da de için ile çok ne daha gibi olarak ama kadar olan var sonra o ki en mi değil ise onun her ben iki yok şey hiç diye göre nasıl bütün önce şimdi bana ya bile hem ancak yeni iyi',
  id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih kata telah adalah sebagai oleh kami atau orang kita sudah seperti tahun secara saat dapat hanya agar',
};
