import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

const END_OF_MAIL = '\r\n.\r\n';

/** As much of SMTP as takes mails; `onMail` gets each with its headers. */
const talk = (socket: Socket, onMail: (mail: string) => void): void => {
  let heard = '';
  let takesMail = false;
  const answer = (line: string): void => {
    socket.write(`${line}\r\n`);
  };

  const command = (line: string): void => {
    const [name = ''] = line.toUpperCase().split(' ');
    if (name === 'QUIT') socket.end('221 bye\r\n');
    else if (name === 'DATA') answer('354 go on');
    else answer('250 ok');
    takesMail = name === 'DATA';
  };

  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    heard += chunk;
    for (;;) {
      const mark = takesMail ? END_OF_MAIL : '\r\n';
      const end = heard.indexOf(mark);
      if (end < 0) return;
      const text = heard.slice(0, end);
      heard = heard.slice(end + mark.length);
      if (!takesMail) {
        command(text);
        continue;
      }
      takesMail = false;
      onMail(text);
      answer('250 taken');
    }
  });
  answer('220 sink');
};

/** A header that mail programs may have put into letters of ASCII, as RFC 2047 has it. */
const decoded = (header: string): string => {
  if (!header.startsWith('=?')) return header;
  const letters = header
    .replaceAll(/\?=\s*=\?UTF-8\?Q\?/gi, '')
    .replaceAll(/^=\?UTF-8\?Q\?|\?=$/gi, '');
  return decodeURIComponent(
    letters.replaceAll('_', ' ').replaceAll('%', '%25').replaceAll('=', '%')
  );
};

/** What a mail says of its profile. */
const subjectOf = (mail: string): string => {
  const [headers = ''] = mail.split('\r\n\r\n');
  const unfolded = headers.replaceAll(/\r\n[ \t]+/g, ' ');
  const subject = /^Subject: (.*)$/im.exec(unfolded)?.[1] ?? '';
  return decoded(subject).replace(/^.*" /, '');
};

/** A mail server on the loopback that takes what anybody sends, from whatever process. */
export const startSmtpSink = async () => {
  const subjects: string[] = [];
  const server = createServer((socket) => talk(socket, (mail) => subjects.push(subjectOf(mail))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** The configuration of Strapi's email plugin, with the provider that comes with it. */
    email: {
      config: {
        provider: 'sendmail',
        providerOptions: { devPort: port, devHost: '127.0.0.1' },
        settings: { defaultFrom: 'strapi@example.com' },
      },
    },
    /** Of the mails that came, without the name of what they are about. */
    subjects,
    stop: async (): Promise<void> => {
      server.close();
      await once(server, 'close');
    },
  };
};
