(() => {
  "use strict";
  const timeline = document.getElementById("timeline");
  const video = document.getElementById("film");
  const seek = document.getElementById("seek");
  const preview = document.getElementById("preview");
  const picture = preview.querySelector(".picture");
  const duration = Number(timeline.dataset.duration);
  const scenes = [...document.querySelectorAll("#scenes button")].map((button) => ({
    button, start: Number(button.dataset.at), name: button.querySelector(".name").textContent,
  }));
  const THUMB = 16;
  let pictures = null;

  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  const sceneAt = (at) => scenes.findLast((scene) => scene.start <= at + 0.05);

  // Before the film is loaded there is nowhere to go to yet.
  let wanted = 0;
  const go = (at) => {
    if (video.readyState > 0) {
      video.currentTime = at;
      return;
    }
    if (!wanted) video.addEventListener("loadeddata", () => { video.currentTime = wanted; wanted = 0; }, { once: true });
    wanted = at;
    show(at);
  };

  const show = (at) => {
    seek.value = at;
    seek.style.setProperty("--done", `${(100 * at) / duration}%`);
    const here = sceneAt(at);
    seek.setAttribute("aria-valuetext", `${clock(at)} of ${clock(duration)}${here ? `, ${here.name}` : ""}`);
    for (const scene of scenes) {
      if (scene === here) scene.button.setAttribute("aria-current", "true");
      else scene.button.removeAttribute("aria-current");
    }
  };

  // WebVTT whose cues are addresses with #xywh=: fetched when somebody first asks for it.
  const load = async () => {
    if (pictures || !timeline.dataset.pictures) return;
    pictures = [];
    const answer = await fetch(timeline.dataset.pictures).catch(() => null);
    if (!answer || !answer.ok) return;
    const seconds = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    for (const [, start, end, sheet, place] of (await answer.text())
      .matchAll(/^([\d:.]+) --> ([\d:.]+)\n(\S+)#xywh=([\d,]+)$/gm)) {
      const [x, y, width, height] = place.split(",").map(Number);
      pictures.push({ start: seconds(start), end: seconds(end), sheet, x, y, width, height });
    }
  };

  const look = (at) => {
    const found = pictures && pictures.find((each) => at < each.end);
    picture.hidden = !found;
    if (found) {
      picture.style.width = `${found.width}px`;
      picture.style.height = `${found.height}px`;
      picture.style.backgroundImage = `url("${found.sheet}")`;
      picture.style.backgroundPosition = `${-found.x}px ${-found.y}px`;
    }
    preview.querySelector(".scene").textContent = sceneAt(at)?.name ?? "";
    preview.querySelector(".at").textContent = clock(at);
    preview.hidden = false;
    const room = timeline.clientWidth;
    const centre = THUMB / 2 + (at / duration) * (room - THUMB);
    const half = preview.offsetWidth / 2;
    preview.style.left = `${Math.max(0, Math.min(room - 2 * half, centre - half))}px`;
  };

  seek.addEventListener("pointerenter", load);
  seek.addEventListener("focus", load);
  seek.addEventListener("pointermove", (event) => {
    const box = seek.getBoundingClientRect();
    const share = (event.clientX - box.left - THUMB / 2) / (box.width - THUMB);
    look(duration * Math.max(0, Math.min(1, share)));
  });
  for (const end of ["pointerleave", "pointercancel", "blur"]) {
    seek.addEventListener(end, () => { preview.hidden = true; });
  }
  seek.addEventListener("input", () => {
    go(Number(seek.value));
    show(Number(seek.value));
    look(Number(seek.value));
  });
  video.addEventListener("timeupdate", () => { if (!wanted) show(video.currentTime); });
  for (const scene of scenes) {
    scene.button.addEventListener("click", () => {
      go(scene.start);
      video.play().catch(() => {});
      video.scrollIntoView({ block: "nearest", behavior: "smooth" });
    });
  }

  const marks = timeline.querySelector(".marks");
  for (const scene of scenes.slice(1)) {
    const mark = document.createElement("i");
    mark.style.left = `calc(${THUMB / 2}px + (100% - ${THUMB}px) * ${scene.start / duration})`;
    marks.append(mark);
  }
  show(0);
  timeline.hidden = false;
  const list = document.getElementById("scenes");
  if (list) list.hidden = false;
})();
