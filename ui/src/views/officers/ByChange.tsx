/** The change that two officers decided, or the founding. */
import { useRouter } from "../../app/router";
import { Button } from "../../components/Button";
import { useT } from "../../i18n";

export function ByChange({ change }: { change: string | null }) {
  const t = useT();
  const { go } = useRouter();
  if (change === null) return t("officers.founding");
  return (
    <Button
      kind="link"
      onPress={() => {
        go({ name: "change", id: change });
      }}
    >
      {change}
    </Button>
  );
}
