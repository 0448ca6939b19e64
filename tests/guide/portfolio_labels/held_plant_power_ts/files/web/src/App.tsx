import { useEffect, useState } from "react";
import { bars, Hour } from "./bars";

export function App() {
  const [hours, setHours] = useState<Hour[]>([]);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    fetch("http://localhost:8000/tomorrow")
      .then((reply) => reply.json())
      .then(setHours)
      .catch(() => setFailed(true));
  }, []);

  if (failed) return <p>The forecast cannot be had right now.</p>;
  return (
    <svg viewBox="0 0 480 200" role="img" aria-label="Forecast by hour">
      {bars(hours).map((bar) => (
        <rect key={bar.x} x={bar.x} y={200 - bar.height} width={18} height={bar.height} fill="#e8a200" />
      ))}
    </svg>
  );
}
