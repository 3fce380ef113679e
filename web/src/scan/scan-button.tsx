import { Button } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { api } from '../api/client.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useTellProblem } from '../ui/toast.tsx';
import { scanWords } from './scan-words.ts';
import { signal } from './signal.ts';
import './scan.css';

const Camera = lazy(async () => ({ default: (await import('./camera.tsx')).Camera }));

/** Opens the camera in a form, and calls back with each device whose label it reads. */
export function ScanButton({ onAsset }: { onAsset: (asset: Asset) => void }) {
  const words = useWords(scanWords);
  const tell = useTellProblem();
  const [isOpen, setOpen] = useState(false);
  const find = async (code: string) => {
    try {
      const asset = await api.get<Asset>('/scanned-asset', { code });
      signal('good', true);
      onAsset(asset);
    } catch (error) {
      signal('bad', true);
      tell(error);
    }
  };
  return (
    <>
      <Button variant="default" aria-expanded={isOpen} leftSection={<IconScan size={16} aria-hidden />} onClick={() => setOpen(!isOpen)}>
        {words.title}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <Camera onCode={(code) => void find(code)} />
        </Suspense>
      )}
    </>
  );
}
