import './ui/random-uuid.ts';
import './ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/queries.ts';
import { App } from './app/app.tsx';
import { useWords } from './i18n/dictionary.ts';
import { LanguageProvider } from './i18n/language.tsx';
import { themeOf, variables } from './ui/theme.ts';
import { Toaster } from './ui/toast.tsx';
import { commonWords } from './ui/words.ts';

function Look({ children }: { children: ReactNode }) {
  const words = useWords(commonWords);
  const theme = useMemo(() => themeOf(words), [words]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider>
      <Look>
        <QueryClientProvider client={queryClient}>
          <App />
          <Toaster />
        </QueryClientProvider>
      </Look>
    </LanguageProvider>
  </StrictMode>,
);
