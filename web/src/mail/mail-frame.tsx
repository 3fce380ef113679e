import { useRef, useState } from 'react';

const style = `
  :root { color-scheme: light; }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 12px; overflow-wrap: anywhere; background: #fff; color: #1c2330; }
  img { max-width: 100%; height: auto; } table { max-width: 100%; } blockquote { margin: 0 0 0 8px; padding-left: 10px; border-left: 3px solid #ccd; color: #555; }
  img:not([src]), img[src=""] { display: none; }
`;

/** Shows harmless HTML in a room of its own: no script runs there, and its looks cannot leave it. */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(160);
  const fit = (): void => setHeight(Math.min(600, (frame.current?.contentDocument?.body.scrollHeight ?? 160) + 30));
  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title={title}
      // Same origin only so that its height can be read; without scripts nothing in it can use that.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      style={{ height }}
      onLoad={fit}
      srcDoc={`<!doctype html><meta charset="utf-8"><base target="_blank"><style>${style}</style><body dir="auto">${html}`}
    />
  );
}
