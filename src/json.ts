/** What comes from outside, read without trusting its shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a name; empty where there is none. */
export function objectIn(value: unknown, name: string): JsonObject {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
}

/** The objects of a list under the first of these names that has one. */
export function objectsIn(value: unknown, ...names: readonly string[]): readonly JsonObject[] {
  const found = names.map((name) => (isObject(value) ? value[name] : undefined)).find(Array.isArray);
  return (found ?? []).filter(isObject);
}

/** The text under a name; empty where there is none. */
export function textIn(value: unknown, name: string): string {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
}

/** The count under the first of these names that has one; `null`: none is told. */
export function countIn(value: JsonObject, ...names: readonly string[]): number | null {
  const found = names.map((name) => value[name]).find((each) => typeof each === 'number');
  return found !== undefined && Number.isSafeInteger(found) && found >= 0 ? found : null;
}

/** An id under a name: a string of digits, since as a number it would be rounded. `null` where there is none. */
export function idIn(value: unknown, name: string): string | null {
  const text = textIn(value, name);
  return /^\d{1,19}$/.test(text) ? text : null;
}

/** JSON from outside; `undefined` for what is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
