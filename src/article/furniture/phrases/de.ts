import type { Phrases } from '../kinds.ts';

export const DE: Phrases = {
  readingTime: [
    '{n} (Min|Min.|Minuten) Lesezeit',
    'Lesezeit:~[ca. |etwa ]{n} (Min|Min.|Minuten|Minute)',
    '{n} Minuten zum Lesen',
  ],
  published: ['[zuletzt ](veröffentlicht|aktualisiert|erschienen)[ am|:] {date}[ von {name}]', 'Stand: {date}'],
  date: ['am {date}', 'gestern'],
  byline: ['(von|text von|ein beitrag von|ein gastbeitrag von|geschrieben von) {name}', 'text: {name}'],
  counter: [
    '{n} (Kommentar|Antwort|Aufruf|Follower|Abonnent|Reaktion|Leser)[e|en|s]',
    '{n} Mal geteilt',
    '{n} gefällt das',
  ],
  button: [
    '(folgen|teilen|anhören|merken|speichern|drucken|abonnieren|kommentieren|antworten|anmelden|registrieren|gefällt mir)',
    '(mehr lesen|weiterlesen|in der app öffnen)',
    '[diesen |den ](artikel|beitrag) (teilen|anhören|merken|drucken|speichern|verschenken|kommentieren)',
    'auf {platform} teilen',
    'jetzt (abonnieren|anmelden|registrieren)',
    'kommentar (schreiben|verfassen|hinterlassen)',
    '[alle ]kommentare (anzeigen|lesen)',
  ],
  navigation: [
    '(startseite|menü|suche|über uns|kontakt|hilfe|impressum|datenschutz|agb|karriere|presse|archiv|themen|nachrichten)',
    '(politik|wirtschaft|kultur|mediathek|mehr|zurück|weiter|schließen|nach oben|zum inhalt springen|zum inhalt)',
    '(nutzungsbedingungen|cookie-einstellungen|datenschutzerklärung|zur startseite)',
  ],
  membership: ['(nur|exklusiv) für (abonnenten|mitglieder)', 'dieser (artikel|beitrag) ist nur für abonnenten[.]'],
  interface: ['anzeige', 'werbung', 'weiter nach der anzeige', 'link kopiert[!]', 'artikel anhören'],
  newsletter: [
    '[jetzt ][unseren |den |meinen |zum ]newsletter (abonnieren|anmelden|bestellen)',
    'abonnieren sie (unseren|den) [{some} ]newsletter[ {some}]',
    'melden sie sich für (unseren|den) [{some} ]newsletter an',
    '(nichts mehr|keine (ausgabe|geschichte) mehr|keine (ausgabe|geschichte)) verpassen',
    '[eine ]abmeldung [ist ]jederzeit möglich',
    'kein spam',
  ],
  call: ['(erhalten sie|erhalte|verpassen sie|jetzt) {call}'],
  field: ['[(ihre|deine) ]e-mail[-adresse][ eingeben]'],
  cookies: [
    '(wir|diese website|diese webseite|diese seite|unsere website) (verwenden|verwendet|nutzen|nutzt|setzen|setzt) [nur ]cookies[,| ]{more}',
    'wir schätzen ihre privatsphäre',
    'mehr erfahren',
  ],
  cookieNotice: [
    '(wir|diese website|diese webseite|diese seite) (verwenden|verwendet|nutzen|nutzt) cookies[, um (ihnen|dir) (ein|das) (optimales|bestmögliche) (nutzererlebnis|erlebnis) zu bieten]',
    '(durch|mit) die weitere nutzung der (website|webseite|seite) stimmen sie (der verwendung von|dem einsatz von) cookies zu',
  ],
  consent: [
    '[alle ](akzeptieren|ablehnen|zulassen)',
    'alle cookies (akzeptieren|ablehnen|zulassen)',
    '(zustimmen|einstellungen|nur notwendige|einverstanden|verstanden|einstellungen verwalten)',
  ],
  origin: [
    '[dieser (artikel|beitrag|text) ist ](zuerst|ursprünglich) (erschienen|veröffentlicht) (in|auf|bei) ({url}|{title})[.]',
    'von {name} am {date}[.]',
  ],
  copyright: ['alle rechte vorbehalten'],
  credit: ['(foto|fotos|bild|grafik|illustration|bildnachweis|titelbild)( von|:| ©) {proper}[.]'],
  signoff: [
    '[vielen |herzlichen ]dank (fürs|für das) (lesen|mitlesen)',
    'danke[ schön] (fürs|für das) (lesen|mitlesen)',
    '(folge|folgt|folgen sie) (mir|uns) auf {platform}[ {some}]',
    'wenn (dir|ihnen|euch) (dieser|der) (artikel|beitrag|text) gefallen hat, {some}',
  ],
  farewell: ['bis (bald|zum nächsten mal|nächste woche)'],
  author: ['(geschrieben|verfasst) von {name}', 'über (den autor|die autorin|die autoren)'],
  responses: ['(kommentare|antworten) \\({n}\\)', '{n} (kommentare|antworten)'],
  discussion: ['(kommentare|diskussion|antworten|kommentar schreiben|schreibe einen kommentar)'],
  recommended: ['das könnte (sie|dich) auch interessieren[:]', 'mehr von {name}', 'empfehlungen der redaktion'],
  related: [
    'teilen:',
    '(ähnliche artikel|verwandte artikel|mehr zum thema|meistgelesen|lesen sie auch|schlagwörter|themen)[:]',
  ],
};
