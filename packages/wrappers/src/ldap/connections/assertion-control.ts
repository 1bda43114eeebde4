import { BerWriter, Control } from 'ldapts';
import type { Filter } from 'ldapts';

const octetString = 0x04;

/** RFC 4528: the change is made only if the entry meets the filter at that moment; else result code 122. */
export class AssertionControl extends Control {
  static readonly type = '1.3.6.1.1.12';

  constructor(private readonly filter: Filter) {
    super(AssertionControl.type, { critical: true });
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    this.filter.write(value);
    writer.writeBuffer(value.buffer, octetString);
  }
}
