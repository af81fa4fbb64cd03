import { shownUri } from '../engine/greet-neo4j.ts';
import { type Fact, probeMachine } from '../engine/probe.ts';
import { OperatorError } from '../errors.ts';
import { checkAddress } from '../listen.ts';
import { type Settings, settingNames, settingsTable } from '../settings.ts';

/** A setting as it may be shown. */
function shown(settings: Settings, name: (typeof settingNames)[number]): string {
  const value = settings[name];
  if ('secret' in settingsTable[name] && value !== '') return '(set)';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = String(value);
  return text === '' ? '(not set)' : shownUri(text);
}

/** Whether a server could listen where it is to: for a moment this process does. */
async function addressFact(settings: Settings): Promise<Fact> {
  const name = 'Address';
  const { HOST, PORT } = settings;
  try {
    const url = await checkAddress(settings);
    return { name, found: PORT === 0 ? `a free port at ${HOST}` : `${url}, free`, ok: true };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { name, found: `${HOST}:${PORT} is not to be had`, ok: false, advice: error.message };
  }
}

/** Prints what a start would find on this machine. @returns whether nothing is in its way. */
export async function doctor(settings: Settings): Promise<boolean> {
  const facts = [...(await probeMachine(settings)), await addressFact(settings)];
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
