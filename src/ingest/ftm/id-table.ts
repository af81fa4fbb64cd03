import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A slot holds 15 bytes of an id's hash and a byte that says what the id stands for; 0 is an empty slot. */
const SLOT_BYTES = 16;
const FIRST_SLOTS = 1 << 14;
const GROWTH = 4;
const BLOCK_BYTES = SLOT_BYTES * 4_096;

/** A file that is gone with the process, however that ends; where open files cannot be deleted, when it is closed. */
class TemporaryFile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'steppe-ids-'));
  readonly descriptor = openSync(join(this.#folder, 'ids'), 'w+');
  #isOpen = true;

  constructor() {
    if (process.platform !== 'win32') rmSync(this.#folder, { recursive: true });
  }

  close(): void {
    if (this.#isOpen) closeSync(this.descriptor);
    this.#isOpen = false;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Remembers a byte for each of any number of ids, in a temporary file: a hash table with open addressing, read and written
 * in place. Memory stays the same whatever the number; the file takes 32 to 128 bytes an id.
 */
export class IdTable {
  #file = new TemporaryFile();
  #slots = FIRST_SLOTS;
  #count = 0;
  readonly #slot = Buffer.alloc(SLOT_BYTES);

  static #hashOf = (id: string): Buffer =>
    createHash('sha256')
      .update(id)
      .digest()
      .subarray(0, SLOT_BYTES - 1);

  /** Finds the slot of a hash, or the empty one where it belongs. @returns its place in bytes, and its byte. */
  #find(hash: Buffer): [place: number, code: number] {
    const first = hash.readUIntBE(0, 6) % this.#slots;
    for (let n = 0; ; n += 1) {
      const place = ((first + n) % this.#slots) * SLOT_BYTES;
      this.#slot.fill(0);
      // Behind the end of the file slots are empty.
      readSync(this.#file.descriptor, this.#slot, 0, SLOT_BYTES, place);
      const code = this.#slot[SLOT_BYTES - 1] ?? 0;
      if (code === 0 || this.#slot.compare(hash, 0, SLOT_BYTES - 1, 0, SLOT_BYTES - 1) === 0)
        return [place, code];
    }
  }

  #put(hash: Buffer, code: number): void {
    const [place, before] = this.#find(hash);
    if (before === code) return;
    if (before === 0) this.#count += 1;
    hash.copy(this.#slot);
    this.#slot[SLOT_BYTES - 1] = code;
    writeSync(this.#file.descriptor, this.#slot, 0, SLOT_BYTES, place);
  }

  #grow(): void {
    const old = this.#file;
    const oldSlots = this.#slots;
    this.#file = new TemporaryFile();
    this.#slots *= GROWTH;
    this.#count = 0;
    const block = Buffer.alloc(BLOCK_BYTES);
    for (let at = 0; at < oldSlots * SLOT_BYTES; at += BLOCK_BYTES) {
      const read = readSync(old.descriptor, block, 0, BLOCK_BYTES, at);
      for (let slot = 0; slot + SLOT_BYTES <= read; slot += SLOT_BYTES) {
        const code = block[slot + SLOT_BYTES - 1] ?? 0;
        if (code !== 0) this.#put(block.subarray(slot, slot + SLOT_BYTES - 1), code);
      }
    }
    old.close();
  }

  /** What an id stands for; 0 when nothing was said of it. */
  get(id: string): number {
    return this.#find(IdTable.#hashOf(id))[1];
  }

  /** @param code from 1 to 255. */
  set(id: string, code: number): void {
    this.#put(IdTable.#hashOf(id), code);
    if (this.#count * 2 > this.#slots) this.#grow();
  }

  close(): void {
    this.#file.close();
  }
}
