/** The commonest words of each language written in Latin letters, those shared by few others first. */
export const STOP_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of to that is was for with are this not have from they which been would their has were will there what about when',
  de: 'der die und das ist nicht ein eine mit auf den von zu dem sich des im auch wie wird sind für über noch nach bei oder aber',
  fr: 'le la les et des est une dans que qui pour pas sur avec au ce il sont plus par cette mais ont être aux nous vous leur elle',
  es: 'el los las que una del por con para es su como más pero sus este esta entre cuando sobre también hasta hay donde muy sin',
  it: 'il che di della per non una con sono del le gli è come anche più nel alla dei questo ha ma dalla delle nella loro',
  pt: 'que não uma os para com do da em mais como por dos das ao foi são pelo também mas tem seu sua quando muito já isso entre',
  nl: 'de het een van en dat niet is op te zijn met voor die aan er maar ook bij naar wordt uit door hij nog zich werd',
  sv: 'och att det som en är av på för inte med den har till ett om var men från så jag hade eller kan ska över vid efter',
  da: 'og det at en er af på til for ikke med den har som der om var men fra jeg han eller kan skal også efter ved blev',
  nb: 'og det at en er av på til for ikke med den har som det om var men fra jeg han eller kan skal også etter ved ble et',
  fi: 'ja on ei että se oli hän mutta ovat kun myös joka niin sen tai kuin olla ole hänen mitä jos nyt vain tämä ollut',
  pl: 'i w nie na się że jest do to z jak ale po co tak za od przez jego był są które czy dla przy może tego jej',
  cs: 'a se v na je že to s z do o i jako ale za by pro byl jsou který jeho podle už tak ve při také jen jsem',
  tr: 've bir bu da de için ile çok ne daha gibi olarak ama kadar olan var sonra o ki en mi değil ise onun her',
  id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih kata telah adalah',
};
