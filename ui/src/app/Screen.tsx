/** The screen of the present route. Each view is its own file under views/<noun>/. */
import { useRouter } from "./router";

export function Screen() {
  const { route } = useRouter();
  return <main className="work">{route.name}</main>;
}
