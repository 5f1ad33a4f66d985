// Messages as language servers write them to a stream: a header with the length, an empty line, JSON.

export class MessageReader {
  private received = Buffer.alloc(0);

  /** @param receive called with every message, in order */
  constructor(private readonly receive: (message: unknown) => void) {}

  read(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const header = this.received.toString("utf8", 0, end);
      const length = Number(/Content-Length: (\d+)/i.exec(header)?.[1]);
      const start = end + 4;
      if (this.received.length < start + length) return;
      const body = this.received.toString("utf8", start, start + length);
      this.received = this.received.subarray(start + length);
      this.receive(JSON.parse(body));
    }
  }
}
