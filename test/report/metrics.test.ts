import { expect, test } from 'vitest';
import { exposition } from '../../src/report/metrics/exposition.ts';
import type { Fleet, FleetHost } from '../../src/report/metrics/fleet.ts';
import { metricsText } from '../../src/report/metrics/metrics.ts';
import type { NewestPost, Tally } from '../../src/report/metrics/tally.ts';
import { NOTHING } from '../../src/report/numbers.ts';

function tally(change: Partial<Tally> = {}): Tally {
  return {
    ...{ deliveries: [], posts: [], absentReads: 0, halfThreads: 0, slotLagsMs: [], costs: [], newest: [], further: 0 },
    ...change,
  };
}

const post = (change: Partial<NewestPost> = {}): NewestPost => ({
  ...{ platform: 'x', live: true, delivery: 'abcdefgh', index: 0, ...NOTHING },
  ...change,
});

/** The grammar of the format as far as it is used here. */
function parse(text: string): { readonly types: Map<string, string>; readonly samples: Map<string, number> } {
  const lines = text.split('\n');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
  const types = new Map<string, string>();
  const samples = new Map<string, number>();
  let family = '';
  for (const line of lines.slice(0, -2)) {
    const type = /^# TYPE ([a-z_]+) (gauge|counter|histogram)$/.exec(line);
    if (type?.[1] !== undefined) {
      expect(types.has(type[1])).toBe(false);
      family = type[1];
      types.set(family, type[2] ?? '');
    } else if (!line.startsWith('# HELP ')) {
      const sample =
        /^([a-z_]+)(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\})? ([\d.e+-]+)$/.exec(line);
      if (sample === null) throw new Error(`no sample: ${line}`);
      const suffixes = { gauge: [''], counter: ['_total'], histogram: ['_bucket', '_count', '_sum'] };
      const allowed =
        suffixes[types.get(family) === 'gauge' ? 'gauge' : types.get(family) === 'counter' ? 'counter' : 'histogram'];
      expect(allowed.map((suffix) => family + suffix)).toContain(sample[1]);
      const key = `${sample[1]}${sample[2] ?? ''}`;
      expect(samples.has(key)).toBe(false);
      samples.set(key, Number(sample[3]));
    } else expect(line.startsWith(`# HELP ${family} `)).toBe(true);
  }
  return { types, samples };
}

const NO_FLEET: Fleet = { hosts: [], waiting: 0, longestWaitMs: null };

test('an empty store gives a complete and valid answer', () => {
  const { types, samples } = parse(metricsText(tally(), {}, NO_FLEET));
  expect(types.get('spool_posts')).toBe('counter');
  expect(samples.get('spool_half_threads')).toBe(0);
  expect(samples.get('spool_slot_lag_seconds_bucket{le="+Inf"}')).toBe(0);
});

test('every number has its sample; one that a platform does not report has none, and the help says why', () => {
  const text = metricsText(
    tally({
      newest: [post({ impressions: 7, likes: 2 }), post({ platform: 'bluesky', index: 1, likes: 3, quotes: 1 })],
      posts: [{ platform: 'x', live: true, result: 'sent', count: 9 }],
      deliveries: [{ platform: 'x', live: false, state: 'needs-author', count: 1 }],
      costs: [{ account: 'x', purpose: 'read', microUsd: 63_000 }],
      ...{ absentReads: 2, halfThreads: 1, further: 40 },
    }),
    { measured: 5, uncertain: 3 },
    NO_FLEET,
  );
  const { samples } = parse(text);
  expect([...samples]).toEqual(
    expect.arrayContaining([
      ['spool_post_impressions{platform="x",mode="live",thread="abcdefgh",post="1"}', 7],
      ['spool_post_engagement{platform="bluesky",mode="live",thread="abcdefgh",post="2"}', 4],
      ['spool_post_series_truncated', 40],
      ['spool_posts_total{platform="x",mode="live",result="sent"}', 9],
      ['spool_deliveries{platform="x",mode="rehearsal",state="needs-author"}', 1],
      ['spool_cost_usd_total{account="x",purpose="read"}', 0.063],
      ['spool_unknown_outcomes_total', 3],
      ['spool_reconcile_absences_total', 2],
      ['spool_events_total{event="measured"}', 5],
    ]),
  );
  expect([...samples.keys()].filter((name) => /post_impressions.*bluesky/.test(name))).toEqual([]);
  expect(text).toMatch(/# HELP spool_post_impressions .*Bluesky tells nobody how often a post was seen/);
});

test('a histogram counts everything up to each bound', () => {
  const { samples } = parse(metricsText(tally({ slotLagsMs: [500, 5_000, 59_000, 1e9] }), {}, NO_FLEET));
  const bucket = (le: string) => samples.get(`spool_slot_lag_seconds_bucket{le="${le}"}`);
  expect([bucket('1.0'), bucket('5.0'), bucket('60.0'), bucket('86400.0'), bucket('+Inf')]).toEqual([1, 2, 3, 3, 4]);
  expect(samples.get('spool_slot_lag_seconds_sum')).toBe(1_000_064.5);
});

test('no label breaks out of its quotation marks', () => {
  const text = exposition([
    {
      name: 'a',
      type: 'gauge',
      help: 'of \\ and\nlines',
      samples: [{ suffix: '', labels: { b: 'x"}\n\\ 1' }, value: 1 }],
    },
  ]);
  expect(text).toBe('# TYPE a gauge\n# HELP a of \\\\ and\\nlines\na{b="x\\"}\\n\\\\ 1"} 1\n# EOF\n');
});

test('every host is told of by name; one that stopped in order is counted only, one that is gone stays for a while', () => {
  const leases = [
    { name: 'x/live', isSending: true },
    { name: 'y/live', isSending: false },
  ];
  const host: FleetHost = {
    ...{ name: 'web "1"', pid: 7, version: '1.2.3', standing: 'working', startedMs: 1_000, seenMs: 60_000, leases },
  };
  const gone: FleetHost = { ...host, name: 'web 2', standing: 'gone', leases: [] };
  const hosts = [host, gone, { ...host, name: 'web 3', standing: 'stopped' as const }];
  const { samples } = parse(metricsText(tally(), {}, { hosts, waiting: 12, longestWaitMs: 2_500 }));
  expect([...samples].filter(([name]) => /host|lanes/.test(name))).toEqual([
    ['spool_hosts{standing="working"}', 1],
    ['spool_hosts{standing="stopped"}', 1],
    ['spool_hosts{standing="gone"}', 1],
    ['spool_host_last_look_timestamp_seconds{host="web \\"1\\"",pid="7",version="1.2.3"}', 60],
    ['spool_host_last_look_timestamp_seconds{host="web 2",pid="7",version="1.2.3"}', 60],
    ['spool_host_leases{host="web \\"1\\"",pid="7"}', 2],
    ['spool_host_leases{host="web 2",pid="7"}', 0],
    ['spool_host_sends_in_flight{host="web \\"1\\"",pid="7"}', 1],
    ['spool_host_sends_in_flight{host="web 2",pid="7"}', 0],
    ['spool_lanes_waiting', 12],
    ['spool_lanes_longest_wait_seconds', 2.5],
  ]);
});
