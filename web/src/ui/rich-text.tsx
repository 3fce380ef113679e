import { Fragment, useMemo } from 'react';
import { Link } from 'wouter';
import { type Block, blocksOf, type Inline } from './rich-text.ts';
import './rich-text.css';

/** Words as they were typed, with the little that is marked in them made visible. */
export function RichText({ text, names, className = '' }: { text: string; names?: readonly string[]; className?: string }) {
  const blocks = useMemo(() => blocksOf(text, names), [text, names]);
  return (
    <div className={`rich ${className}`} dir="auto">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other name than their place
        <Piece block={block} key={index} />
      ))}
    </div>
  );
}

function Piece({ block }: { block: Block }) {
  if (block.kind === 'code')
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, so the keyboard must reach them
      <pre tabIndex={0}>
        <code>{block.text}</code>
      </pre>
    );
  if (block.kind === 'list') {
    const List = block.isOrdered ? 'ol' : 'ul';
    return (
      <List>
        {block.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <Line inlines={item} />
          </li>
        ))}
      </List>
    );
  }
  const Box = block.kind === 'quote' ? 'blockquote' : 'p';
  return (
    <Box>
      <Line inlines={block.inlines} />
    </Box>
  );
}

function Line({ inlines }: { inlines: Inline[] }) {
  return inlines.map((inline, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>
      <Word inline={inline} />
    </Fragment>
  ));
}

function Word({ inline }: { inline: Inline }) {
  if (inline.kind === 'strong') return <strong>{inline.text}</strong>;
  if (inline.kind === 'code') return <code>{inline.text}</code>;
  if (inline.kind === 'mention') return <span className="mention">{inline.text}</span>;
  if (inline.kind !== 'link') return inline.text;
  return inline.href.startsWith('/') ? (
    <Link href={inline.href}>{inline.text}</Link>
  ) : (
    <a href={inline.href} target="_blank" rel="noreferrer nofollow">
      {inline.text}
    </a>
  );
}
