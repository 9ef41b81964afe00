import type { Phrases } from '../kinds.ts';

export const ES: Phrases = {
  readingTime: ['{n} (min|minutos|minuto) de lectura', 'tiempo de lectura:~{n} (min|minutos|minuto)'],
  published: ['(publicado|actualizado)[ el|:] {date}[ por {name}]', 'última actualización[ el|:] {date}'],
  date: ['el {date}', 'ayer'],
  byline: ['(por|texto de|escrito por) {name}'],
  counter: [
    '{n} (comentario|respuesta|visita|seguidor|suscriptor|reacción|lector)[s|es]',
    '{n} me gusta',
    '{n} veces compartido',
  ],
  button: [
    '(seguir|compartir|escuchar|guardar|imprimir|suscribirse|suscríbete|comentar|responder|iniciar sesión|registrarse|me gusta)',
    '(leer más|deja un comentario|escribe un comentario|abrir en la app)',
    '(compartir|escuchar|imprimir|guardar|regalar)[ este| el] (artículo|texto|post)',
    'compartir en {platform}',
    'ver [todos ]los comentarios',
  ],
  navigation: [
    '(inicio|menú|buscar|acerca de|quiénes somos|contacto|ayuda|aviso legal|privacidad|archivo|temas|noticias|política)',
    '(economía|deportes|cultura|más|siguiente|anterior|cerrar|volver arriba|ir al contenido)',
    '(política de privacidad|política de cookies|términos y condiciones|condiciones de uso)',
  ],
  membership: ['[contenido ](solo|exclusivo) para suscriptores'],
  interface: ['publicidad', 'anuncio', 'el artículo continúa (debajo|después) de la publicidad', 'enlace copiado[!]'],
  newsletter: [
    '[¡]suscríbete a (nuestra|mi|la|nuestro) (newsletter|boletín|lista de correo)[ {some}]',
    'recibe {some} en tu (correo|bandeja de entrada|email)',
    'no te pierdas (nada|ningún artículo|ninguna historia)',
    'puedes darte de baja (cuando quieras|en cualquier momento)',
    'sin spam',
  ],
  call: ['(recibe|únete|suscríbete) {call}'],
  field: ['[(tu|introduce tu|escribe tu) ](correo electrónico|dirección de correo|email)'],
  cookies: [
    '(usamos|utilizamos|este sitio usa|este sitio utiliza|esta web usa|esta web utiliza) cookies {more}',
    'más información',
  ],
  cookieNotice: [
    '(usamos|utilizamos|este sitio usa|este sitio utiliza|esta web utiliza) cookies[ para mejorar (tu|su) experiencia[ de (usuario|navegación)]]',
    '(si continúas|al continuar) navegando, (aceptas|acepta) (su uso|el uso de cookies|nuestra política de cookies)',
  ],
  consent: [
    '(aceptar|rechazar)[ todo| todas| cookies| todas las cookies]',
    '(configurar|configuración|gestionar preferencias|de acuerdo|entendido)',
  ],
  origin: [
    '[este (artículo|texto) fue ]publicado originalmente (en|por) ({url}|{title})[.]',
    'por {name} el {date}[.]',
  ],
  copyright: ['todos los derechos reservados'],
  credit: ['(foto|imagen|ilustración|fotografía)( de| por|:| ©) {proper}[.]'],
  signoff: [
    '[muchas ]gracias por (leer|leerme|leernos|tu tiempo)[ este artículo| hasta el final]',
    '(sígueme|síguenos|encuéntrame) en {platform}[ {some}]',
  ],
  farewell: ['hasta (pronto|la próxima|la semana que viene)'],
  author: ['escrito por {name}', 'sobre (el autor|la autora|los autores)'],
  responses: ['(comentarios|respuestas) \\({n}\\)', '{n} (comentarios|respuestas)'],
  discussion: ['(comentarios|respuestas|deja un comentario|deja una respuesta)'],
  recommended: ['también te puede interesar[:]', 'más de {name}'],
  related: ['compartir:', '(artículos relacionados|más sobre este tema|lo más leído|lee también|etiquetas)[:]'],
};
