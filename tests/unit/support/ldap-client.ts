import { once } from 'node:events';
import { connect } from 'node:net';

import { MessageParser, UnbindRequest } from 'ldapts';

interface Sent {
  write(): Buffer;
}

type Received = Parameters<Parameters<MessageParser['on']>[1]>[0];

/** All that a server says to these bytes until it ends the connection. */
export const exchangeBytes = async (port: number, bytes: Buffer): Promise<Buffer> => {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks);
};

/** The same in messages; after the last one comes an unbind. */
export const exchange = async (port: number, ...messages: Sent[]): Promise<Received[]> => {
  const unbind = new UnbindRequest({ messageId: 1000 });
  const bytes = Buffer.concat([...messages, unbind].map((message) => message.write()));
  const received: Received[] = [];
  const parser = new MessageParser();
  parser.on('message', (message) => received.push(message));
  parser.on('error', (error) => {
    throw error;
  });
  parser.read(await exchangeBytes(port, bytes), new Map());
  return received;
};
