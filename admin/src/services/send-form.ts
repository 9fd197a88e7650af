import type { Sent } from '../utils/sent';

export interface Answer {
  status: number;
  /** Null where it is not JSON. */
  body: unknown;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

interface SendOptions {
  /** Of the person who is logged in. */
  token: string | null;
  onSent: (sent: Sent) => void;
}

/**
 * Posts a form and tells meanwhile how much of it has gone; `fetch`, which Strapi's own requests use, tells nothing.
 * @throws Error when there is no answer
 */
export const sendForm = (
  address: string,
  form: FormData,
  { token, onSent }: SendOptions
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    if (token !== null) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onSent({ done: loaded, total });
    };
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.onerror = () => reject(new Error());
    request.send(form);
  });
