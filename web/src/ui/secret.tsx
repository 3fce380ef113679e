import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { copyText } from './copy.ts';
import { commonWords } from './words.ts';

/** A secret that is shown this once, with a button that copies it. */
export function Secret({ label, value, hint }: { label: string; value: string; hint: string }) {
  const words = useWords(commonWords);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <div className="secret">
      <div className="small muted">{label}</div>
      <div className="row nowrap">
        <code className="grow">{value}</code>
        <Button
          variant="default"
          size="compact-md"
          leftSection={isCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={() => void copy()}
        >
          {isCopied ? words.copied : words.copy}
        </Button>
      </div>
      <div className="small warned">{hint}</div>
    </div>
  );
}
