import { Switch } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import { backupWords } from './backup-words.ts';

/** The log; while work runs it stays at its end unless the reader scrolls up. */
export function LogTail({ log, isLive }: { log: string; isLive: boolean }) {
  const words = useWords(backupWords);
  const [follows, setFollows] = useState(true);
  const box = useRef<HTMLPreElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer log is what moves the end
  useEffect(() => {
    if (follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [log, follows]);
  return (
    <Card
      title={words.log}
      flush
      actions={
        isLive && <Switch size="xs" label={words.follow} checked={follows} onChange={(event) => setFollows(event.currentTarget.checked)} />
      }
    >
      {log ? (
        <pre
          className="log"
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          tabIndex={0}
          role="log"
          aria-label={words.log}
          onWheel={(event) => event.deltaY < 0 && setFollows(false)}
        >
          {log}
        </pre>
      ) : (
        <p className="muted quiet">{words.noLog}</p>
      )}
    </Card>
  );
}
