#include "report/snippet.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "report/layout/display_line.h"

namespace keyward::report {
namespace {

constexpr uint32_t kHeadLines = 4;    // of a mark over many lines
constexpr uint32_t kWholeLines = 12;  // marks over no more lines are shown whole

// Placed: a mark and where it stands in the outermost file.
struct Placed {
  const Mark* mark;
  Location at;
};

// Page: the outermost file, and what has been written of it so far.
struct Page {
  const Source* file;
  const TextStyle& style;
  size_t gutter;
  std::string& out;

  void Frame(std::string_view number, std::string_view bar) const {
    out.append(gutter - number.size(), ' ');
    AppendPainted(style, Paint::kFrame, fmt::format("{} {}", number, bar), out);
  }
  // OffsetOf a line of the file is where it begins.
  size_t OffsetOf(std::string_view line) const {
    return static_cast<size_t>(line.data() - file->text().data());
  }
  void Empty() const {
    Frame("", "|");
    out += '\n';
  }
  void Gap() const {
    AppendPainted(style, Paint::kFrame, "...", out);
    out += '\n';
  }
};

const Source* Outermost(const Source& source) {
  const Source* file = &source;
  while (file->host() != nullptr) file = file->host().get();
  return file;
}

Paint PaintOf(const Mark& mark) { return mark.primary ? Paint::kError : Paint::kNote; }

void AppendUnderline(const Page& page, const Mark& mark, const Stretch& stretch) {
  page.Frame("", "| ");
  page.out.append(stretch.column, ' ');
  std::string line(stretch.columns, mark.primary ? '^' : '-');
  if (!mark.label.empty()) line += ' ' + mark.label;
  AppendPainted(page.style, PaintOf(mark), line, page.out);
  page.out += '\n';
}

// AppendLine writes one source line and below it the marks that begin on it.
void AppendLine(const Page& page, uint32_t number, const std::vector<const Placed*>& marks) {
  const std::string_view line = page.file->LineAt(number);
  std::vector<Stretch> stretches;
  for (const Placed* placed : marks) {
    const size_t line_begin = page.OffsetOf(line);
    const size_t begin = placed->at.span.begin - line_begin;
    const size_t end = std::min<size_t>(placed->at.span.end - line_begin, line.size());
    stretches.push_back(Stretch{begin, std::max(begin, end)});
  }
  const std::string shown = DisplayLine(line, page.style.width, stretches);
  page.Frame(std::to_string(number), shown.empty() ? "|" : "| ");
  page.out += shown;
  page.out += '\n';
  for (size_t i = 0; i < marks.size(); ++i) AppendUnderline(page, *marks[i]->mark, stretches[i]);
}

// AppendBlock writes a mark over several lines, with a bar at its left.
void AppendBlock(const Page& page, const Placed& placed) {
  const uint32_t first = placed.at.start.line;
  const uint32_t last = placed.at.end.line;
  const Paint paint = PaintOf(*placed.mark);
  const bool whole = last - first < kWholeLines;
  for (uint32_t number = first; number <= last; ++number) {
    if (!whole && number == first + kHeadLines) {
      page.Gap();
      number = last;
    }
    std::vector<Stretch> none;
    page.Frame(std::to_string(number), "| ");
    AppendPainted(page.style, paint, number == first ? "/ " : "| ", page.out);
    page.out += DisplayLine(page.file->LineAt(number), page.style.width, none);
    page.out += '\n';
  }
  page.Frame("", "| ");
  const std::string_view line = page.file->LineAt(last);
  const size_t end_byte = placed.at.span.end - page.OffsetOf(line);
  std::vector<Stretch> end = {Stretch{std::max<size_t>(end_byte, 1) - 1, end_byte}};
  DisplayLine(line, page.style.width, end);
  std::string bar =
      "|" + std::string(end.front().column + 1, '_') + (placed.mark->primary ? '^' : '-');
  if (!placed.mark->label.empty()) bar += ' ' + placed.mark->label;
  AppendPainted(page.style, paint, bar, page.out);
  page.out += '\n';
}

void AppendLines(const Page& page, const std::vector<Placed>& placed) {
  std::map<uint32_t, std::vector<const Placed*>> lines;
  for (const Placed& one : placed) lines[one.at.start.line].push_back(&one);
  uint32_t before = 0;
  for (const auto& [number, marks] : lines) {
    if (before != 0 && number == before + 2) {
      AppendLine(page, before + 1, {});
    } else if (before != 0 && number > before + 2) {
      page.Gap();
    }
    AppendLine(page, number, marks);
    before = number;
  }
}

}  // namespace

void AppendSnippet(const Source& source, const std::vector<Mark>& marks, const TextStyle& style,
                   std::string& out) {
  if (marks.empty()) return;
  std::vector<Placed> placed;
  uint32_t last_line = 0;
  for (const Mark& mark : marks) {
    placed.push_back(Placed{&mark, source.Locate(mark.span)});
    const Location& place = placed.back().at;
    last_line = std::max(last_line, marks.size() == 1 ? place.end.line : place.start.line);
  }
  const Location& at = placed.front().at;
  const Page page{Outermost(source), style, std::to_string(last_line).size(), out};
  out.append(page.gutter, ' ');
  AppendPainted(style, Paint::kFrame, "-->", out);
  out += fmt::format(" {}:{}:{}\n", at.file, at.start.line, at.start.column);
  page.Empty();
  if (placed.size() == 1 && at.end.line > at.start.line) {
    AppendBlock(page, placed.front());
  } else {
    AppendLines(page, placed);
  }
}

}  // namespace keyward::report
