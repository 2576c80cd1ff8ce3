/** What lies on the sheet of work: head with title and acts, body, and a foot where there is one. */
import { ChevronRight } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "./Button";
import { Icon } from "./Icon";

type Props = {
  title: string;
  /** Beside the title, such as a status. */
  beside?: ReactNode;
  crumb?: { label: string; onPress: () => void; here: string };
  acts?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
};

export function Page({ title, beside, crumb, acts, foot, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <>
      <header className="head">
        <div>
          {crumb && (
            <p className="crumb">
              <Button kind="link" onPress={crumb.onPress}>
                {crumb.label}
              </Button>
              <Icon of={ChevronRight} />
              {crumb.here}
            </p>
          )}
          <div className="title">
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {beside}
          </div>
        </div>
        {acts && <div className="head__acts">{acts}</div>}
      </header>
      <div className="body">{children}</div>
      {foot && <footer className="foot">{foot}</footer>}
    </>
  );
}
