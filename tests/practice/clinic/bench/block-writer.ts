import { type FileHandle, open } from 'node:fs/promises';

const block = 1 << 20;

/** Collects lines and writes them by the megabyte; whoever awaits `room` never runs ahead of the disk. */
export class BlockWriter {
  private text = '';

  private constructor(private readonly file: FileHandle) {}

  static async to(path: string): Promise<BlockWriter> {
    return new BlockWriter(await open(path, 'w'));
  }

  add(line: string): void {
    this.text += line;
  }

  async room(): Promise<void> {
    if (this.text.length >= block) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    await this.file.close();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.text);
    this.text = '';
    for (let done = 0; done < bytes.length; ) done += (await this.file.write(bytes, done)).bytesWritten;
  }
}
