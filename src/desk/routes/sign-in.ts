import { type Door, SIGN_IN } from '../access/door.ts';
import type { Desk } from '../app.ts';
import { ownPath } from '../cookies.ts';
import { signInPage } from '../pages/sign-in.ts';

/** The way in and out. */
export function signInRoutes({ app, show }: Desk, door: Door): void {
  const page = (to: string, refused: string | null) => {
    return { title: 'Sign in', section: null, isBare: true, main: signInPage(to, refused) } as const;
  };

  app.get(SIGN_IN, (c) => {
    const to = ownPath(c.req.query('to') ?? '/');
    return door.isOpenTo(c) ? c.redirect(to, 303) : show(c, page(to, null));
  });

  app.post(SIGN_IN, async (c) => {
    const form = await c.req.formData();
    const to = ownPath(String(form.get('to') ?? '/'));
    const refused = await door.signIn(c, String(form.get('password') ?? ''));
    return refused === null ? c.redirect(to, 303) : show(c, page(to, refused), 403);
  });

  app.post('/sign-out', (c) => {
    door.signOut(c);
    return c.redirect(SIGN_IN, 303);
  });
}
