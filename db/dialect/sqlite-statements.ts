type Done = (this: unknown, error: Error | null, rows?: unknown) => void;

interface Statement {
  lastID: number;
  changes: number;
  all(bindings: unknown[], done: (this: Statement, error: Error | null, rows?: unknown) => void): void;
  run(bindings: unknown[], done: (this: Statement, error: Error | null) => void): void;
  finalize(): void;
}

/** What of the driver's connection is used here. */
export interface Connection {
  prepare(sql: string, done: (this: Statement, error: Error | null) => void): void;
}

export interface Statements {
  all(sql: string, bindings: unknown[] | undefined, done: Done): void;
  run(sql: string, bindings: unknown[] | undefined, done: Done): void;
  /** Lets go of everything that is kept: a connection with statements does not close. */
  finalize(): void;
}

const mostKept = 200;
const kept = new WeakMap<Connection, Statements>();

/**
 * The statements of a connection, kept prepared: the driver parses and plans each query anew, which for a list with five
 * joins takes as long as reading it. Seldom used ones give way.
 */
export function statementsOf(connection: Connection): Statements {
  const known = kept.get(connection);
  if (known) return known;
  const made = keepStatements(connection);
  kept.set(connection, made);
  return made;
}

function keepStatements(connection: Connection): Statements {
  const statements = new Map<string, Statement>();
  const withStatement = (sql: string, done: Done, use: (statement: Statement) => void): void => {
    const statement = statements.get(sql);
    if (statement) {
      // The Map remembers the order of insertion: what was used last goes to its end.
      statements.delete(sql);
      statements.set(sql, statement);
      use(statement);
      return;
    }
    connection.prepare(sql, function (error) {
      if (error) {
        done.call(null, error);
        return;
      }
      const faster = statements.get(sql);
      if (faster) this.finalize();
      else keep(statements, sql, this);
      use(faster ?? this);
    });
  };
  return {
    all: (sql, bindings, done) =>
      withStatement(sql, done, (statement) =>
        statement.all(bindings ?? [], function (error, rows) {
          done.call(outcomeOf(this), error, rows);
        }),
      ),
    run: (sql, bindings, done) =>
      withStatement(sql, done, (statement) =>
        statement.run(bindings ?? [], function (error) {
          done.call(outcomeOf(this), error);
        }),
      ),
    finalize: () => {
      for (const statement of statements.values()) statement.finalize();
      statements.clear();
    },
  };
}

/** Copied, because the statement's own changes with its next use. */
const outcomeOf = ({ lastID, changes }: Statement): Pick<Statement, 'lastID' | 'changes'> => ({ lastID, changes });

function keep(statements: Map<string, Statement>, sql: string, statement: Statement): void {
  statements.set(sql, statement);
  if (statements.size <= mostKept) return;
  const [oldest] = statements.keys();
  statements.get(oldest as string)?.finalize();
  statements.delete(oldest as string);
}
