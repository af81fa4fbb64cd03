import { cellText } from './cell-text.ts';
import type { XmlAttributes, XmlHandler } from './read-xml.ts';
import type { TableRecord } from './record-source.ts';
import { StringText } from './shared-strings.ts';
import type { Workbook } from './workbook.ts';

/** Of a cell's name (`AB12`) the column, from 0; NaN when it is no name of a cell. */
export function columnOf(name: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(name)?.[1];
  if (letters === undefined) return Number.NaN;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Gathers a sheet's rows from its XML. */
export class SheetRows implements XmlHandler {
  /** The row that is being read, from 1. */
  row = 0;
  private readonly workbook: Workbook;
  private ended: TableRecord[] = [];
  private cells: string[] = [];
  private problem: string | undefined;
  private cell = { name: '', type: 'n', style: 0, isFormula: false, hasValue: false };
  private isInValue = false;
  private value: string[] = [];
  private readonly inline = new StringText();

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  /** The rows that have ended since this was last asked. */
  take(): readonly TableRecord[] {
    const rows = this.ended;
    this.ended = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v') {
      this.isInValue = true;
      this.cell.hasValue = true;
    } else if (name === 'f') this.cell.isFormula = true;
    else this.inline.open(name);
  }

  text(text: string): void {
    if (this.isInValue) this.value.push(text);
    else this.inline.text(text);
  }

  close(name: string): void {
    if (name === 'v') this.isInValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else this.inline.close(name);
  }

  private openRow({ r }: XmlAttributes): void {
    this.row = r === undefined ? this.row + 1 : Number(r);
    if (!Number.isSafeInteger(this.row)) throw new Error(`there is a row numbered ${r}`);
    this.cells = [];
    this.problem = undefined;
  }

  private openCell({ r, t = 'n', s = '0' }: XmlAttributes): void {
    // A cell without a name stands behind the one before it.
    const column = r === undefined ? this.cells.length : columnOf(r);
    if (Number.isNaN(column)) throw new Error(`there is a cell named ${r}`);
    while (this.cells.length < column) this.cells.push('');
    this.cell = { name: r ?? '', type: t, style: Number(s), isFormula: false, hasValue: false };
    this.value = [];
  }

  private closeCell(): void {
    const { name, type, style, isFormula, hasValue } = this.cell;
    const text = this.inline.take();
    this.cells.push(type === 'inlineStr' ? text : cellText(this.workbook, type, style, this.value.join('')));
    if (isFormula && !hasValue)
      this.problem = `the formula in ${name || 'a cell'} was saved without its value: open the workbook in a spreadsheet program and save it`;
  }

  private closeRow(): void {
    const { row, cells, problem } = this;
    this.ended.push({ index: row, line: row, cells, ...(problem === undefined ? {} : { problem }) });
  }
}
