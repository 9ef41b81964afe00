/**
 * A title made of a file's name, for want of a better: without folder, extension, leading date and Medium's number at
 * the end; hyphens and underscores as spaces. `posts/2022-11-18_a-good-day--2ab3e604147c.html` is "A good day".
 */
export function titleFromName(source: string): string {
  const name = source.split(/[/\\]/).at(-1) ?? source;
  const bare = name
    .replace(/\.[^.]*$/, '')
    .replace(/^\d{4}-\d{2}-\d{2}[-_ ]*/, '')
    .replace(/-+[\da-f]{10,12}$/, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  const title = bare === '' ? name : bare;
  return title.charAt(0).toUpperCase() + title.slice(1);
}
