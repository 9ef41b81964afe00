import { describe, expect, it } from 'vitest';
import { nearestZones, parseZone } from '../../src/schedule/zone.ts';
import { refusal } from './making.ts';

describe('a time zone', () => {
  it('is taken by every name that Node lists', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(parseZone(zone, 'test')).toBe(zone);
  });

  it.each(['UTC', 'Europe/Kyiv', 'Asia/Kolkata', 'US/Eastern', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is taken and keeps the name that the author gave it',
    (zone) => {
      expect(parseZone(zone, 'test')).toBe(zone);
    },
  );

  it('is written as the time zone database writes it', () => {
    expect(parseZone(' europe/london ', 'test')).toBe('Europe/London');
    expect(parseZone('utc', 'test')).toBe('UTC');
  });

  it.each([
    'EST',
    'IST',
    'GMT',
    '+01:00',
    'UTC+1',
    'local',
    '',
    'Mars/Base',
    'constructor',
    'Asia/__proto__',
    'x/'.repeat(9999),
  ])('%j is refused with place, value and what is allowed', (zone) => {
    const message = refusal(() => parseZone(zone, 'config/spool.yaml:3'));
    expect(message).toContain('config/spool.yaml:3: unknown time zone "');
    expect(message).toContain('(allowed: the IANA name of a place, such as Europe/London');
    expect(message.length).toBeLessThan(400);
  });

  it.each([
    ['London', 'Europe/London'],
    ['Europe/Londn', 'Europe/London'],
    ['new york', 'America/New_York'],
    ['Amerika/New_York', 'America/New_York'],
    ['kolkata', 'Asia/Kolkata'],
  ])('%j misspelt is answered with %s', (zone, meant) => {
    expect(nearestZones(zone)[0]).toBe(meant);
    expect(refusal(() => parseZone(zone, 'test'))).toContain(`Perhaps ${meant}`);
  });
});
