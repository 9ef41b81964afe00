/** A family of the OpenMetrics text format, version 1.0.0 (github.com/prometheus/OpenMetrics). */
export interface Family {
  /** Without the `_total` of a counter: `spool_posts`. */
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  /** One sentence. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** `_total`, `_bucket`, `_sum`, `_count`; empty for a gauge. */
  readonly suffix: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export const CONTENT_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** The whole answer, its end marked. */
export function exposition(families: readonly Family[]): string {
  return `${families.flatMap(familyLines).join('\n')}\n# EOF\n`;
}

function familyLines({ name, type, help, samples }: Family): readonly string[] {
  return [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ suffix, labels, value }) => `${name}${suffix}${labelSet(labels)} ${value}`),
  ];
}

function labelSet(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Backslash, line feed and quotation mark: the three that the format escapes. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** A number that goes up and down. */
export function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, samples, type: 'gauge' };
}

/** A histogram without labels. @param bounds upper ends of its buckets, rising; the endless one is added */
export function histogram(name: string, help: string, bounds: readonly number[], values: readonly number[]): Family {
  const bucket = (le: string, count: number) => ({ suffix: '_bucket', labels: { le }, value: count });
  return {
    ...{ name, help, type: 'histogram' },
    samples: [
      ...bounds.map((bound) => bucket(bound.toFixed(1), values.filter((value) => value <= bound).length)),
      bucket('+Inf', values.length),
      { suffix: '_count', labels: {}, value: values.length },
      { suffix: '_sum', labels: {}, value: values.reduce((sum, value) => sum + value, 0) },
    ],
  };
}
