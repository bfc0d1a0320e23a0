#include "report/layout/pretty_json.h"

#include <algorithm>

namespace keyward::report {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// StringEnd is the offset behind the string that begins at `at`.
size_t StringEnd(std::string_view json, size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return std::min(at + 1, json.size());
}

void NewLine(std::string& out, size_t depth) {
  out += '\n';
  out.append(2 * depth, ' ');
}

}  // namespace

std::string PrettyJson(std::string_view json) {
  std::string out;
  size_t depth = 0;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      const size_t end = StringEnd(json, i);
      out += json.substr(i, end - i);
      i = end - 1;
    } else if (c == '{' || c == '[') {
      out += c;
      NewLine(out, ++depth);
    } else if (c == '}' || c == ']') {
      NewLine(out, depth == 0 ? 0 : --depth);
      out += c;
    } else if (c == ',') {
      out += c;
      NewLine(out, depth);
    } else if (c == ':') {
      out += ": ";
    } else if (!IsSpace(c)) {
      out += c;
    }
  }
  return out;
}

std::string Indented(std::string_view text, size_t spaces) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.append(spaces, ' ');
    out += text.substr(0, end);
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace keyward::report
