/** A file as it was read: how many rows there are of each kind, and what is wrong with its head. */
import type { ImportView } from "../../bindings/ImportView";
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { Facts } from "../../components/Facts";
import { Hash } from "../../components/HashView";
import { Note } from "../../components/Note";
import { useFormat } from "../../format";
import { useT } from "../../i18n";

export function ImportSummary({ path, view }: { path: string; view: ImportView }) {
  const t = useT();
  const format = useFormat();
  const counts = ["total", "sound", "faulty", "duplicates", "following"] as const;
  return (
    <>
      {view.earlier ? <Earlier earlier={view.earlier} /> : null}
      {view.header.map((fault) => (
        <Note key={`${fault.column} ${fault.code}`} tone="stop">
          <p>{fault.message}</p>
        </Note>
      ))}
      <Facts
        wide
        items={[
          { key: "path", label: t("import.file"), value: <code>{path}</code> },
          ...counts
            .filter((key) => key === "total" || view[key] > 0)
            .map((key) => ({
              key,
              label: t(`import.count.${key}`),
              value: format.number(view[key]),
            })),
          {
            key: "hash",
            label: t("import.hash"),
            value: <Hash hex={view.sha256} groupsPerLine="flow" />,
          },
        ]}
      />
    </>
  );
}

/** The very file was submitted before: it is not submitted again. */
function Earlier({ earlier }: { earlier: NonNullable<ImportView["earlier"]> }) {
  const t = useT();
  const format = useFormat();
  const { go } = useRouter();
  const [first] = earlier.requests;
  return (
    <Note tone="caution">
      <p>
        {t("import.earlier", {
          count: earlier.requests.length,
          at: format.instant(earlier.submitted_at),
        })}{" "}
        {first === undefined ? null : (
          <Button
            kind="link"
            onPress={() => {
              go({ name: "request", id: first });
            }}
          >
            {first}
          </Button>
        )}
      </p>
    </Note>
  );
}
