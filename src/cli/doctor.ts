import { shownUri } from '../engine/greet-neo4j.ts';
import { probeMachine } from '../engine/probe.ts';
import { type Settings, settingNames, settingsTable } from '../settings.ts';

/** A setting as it may be shown. */
function shown(settings: Settings, name: (typeof settingNames)[number]): string {
  const value = settings[name];
  if ('secret' in settingsTable[name] && value !== '') return '(set)';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = String(value);
  return text === '' ? '(not set)' : shownUri(text);
}

/** Prints what a start would find on this machine. @returns whether nothing is in its way. */
export async function doctor(settings: Settings): Promise<boolean> {
  const facts = await probeMachine(settings);
  const width = Math.max(...facts.map(({ name }) => name.length));
  for (const { name, found, ok, advice } of facts) {
    console.log(`${ok ? 'ok ' : 'NO '} ${name.padEnd(width)}  ${found}`);
    if (advice) console.log(`    ${' '.repeat(width)}  ${advice}`);
  }
  console.log('\nSettings in force:');
  const nameWidth = Math.max(...settingNames.map((name) => name.length));
  for (const name of settingNames) console.log(`    ${name.padEnd(nameWidth)}  ${shown(settings, name)}`);
  return facts.every(({ ok }) => ok);
}
