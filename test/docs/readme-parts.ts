import { type SettingName, settingNames, settingsTable } from '../../src/settings.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
/** A default that holds this machine's home folder is told as everybody's. */
const shownDefault = (name: SettingName): string => {
  const value = settingsTable[name].default.replace(/^\/.*?(?=\/\.(local|cache))/, '~');
  return value === '' ? '' : `\`${value}\``;
};

/** The table of settings as the README has it. */
export function settingsSection(): string {
  const titles = { server: 'Server', database: 'Database', limits: 'Limits' } as const;
  const groups = Object.entries(titles).map(([group, title]) => {
    const rows = settingNames
      .filter((name) => settingsTable[name].group === group)
      .map((name) => `| \`${name}\` | ${shownDefault(name)} | ${cell(settingsTable[name].help)} |`);
    return [`| ${title} | default | what it does |`, '|---|---|---|', ...rows].join('\n');
  });
  return groups.join('\n\n');
}

const WIDTH = 110;

/** JSON with each object or list on one line where it fits. */
export function compactJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (indent.length + flat.length <= WIDTH || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => inner + compactJson(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}"${key}": ${compactJson(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}
