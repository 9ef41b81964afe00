/** A BCP 47 tag in its canonical spelling (`EN_gb` is `en-GB`); `null` for what is no tag. */
export function canonicalLanguage(written: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'));
    return tag === undefined || tag === 'und' ? null : tag;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
