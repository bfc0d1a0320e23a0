#include "report/junit.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/source.h"

namespace keyward::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

void AppendXmlByte(char c, std::string& out) {
  switch (c) {
    case '&': out += "&amp;"; return;
    case '<': out += "&lt;"; return;
    case '>': out += "&gt;"; return;
    case '"': out += "&quot;"; return;
    case '\n': out += "&#10;"; return;
    case '\t': out += "&#9;"; return;
    case '\r': out += "&#13;"; return;
    default: break;
  }
  if (static_cast<unsigned char>(c) < 0x20) {
    out += kReplacement;
  } else {
    out += c;
  }
}

void AppendAttribute(std::string_view name, std::string_view value, std::string& out) {
  if (value.empty()) return;
  out += fmt::format(" {}=\"", name);
  AppendXmlText(value, out);
  out += '"';
}

// AppendContent keeps line breaks as they are, for people who read the file.
void AppendContent(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    AppendXmlText(text.substr(0, end), out);
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void AppendCase(const JUnitCase& test, std::string& out) {
  out += "    <testcase";
  AppendAttribute("name", test.name, out);
  AppendAttribute("classname", test.class_name, out);
  AppendAttribute("file", test.file, out);
  if (test.failure.empty() && test.output.empty()) {
    out += "/>\n";
    return;
  }
  out += ">\n";
  if (!test.failure.empty()) {
    out += "      <failure";
    AppendAttribute("message", test.failure, out);
    out += '>';
    AppendContent(test.failure_text, out);
    out += "</failure>\n";
  }
  if (!test.output.empty()) {
    out += "      <system-out>";
    AppendContent(test.output, out);
    out += "</system-out>\n";
  }
  out += "    </testcase>\n";
}

size_t Failures(const JUnitSuite& suite) {
  return static_cast<size_t>(
      std::count_if(suite.cases.begin(), suite.cases.end(),
                    [](const JUnitCase& test) { return !test.failure.empty(); }));
}

}  // namespace

void AppendXmlText(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const size_t valid = InvalidUtf8At(text);
    for (const char c : text.substr(0, valid)) AppendXmlByte(c, out);
    if (valid == text.size()) return;
    out += kReplacement;
    text.remove_prefix(valid + 1);
  }
}

std::string JUnitXml(const std::vector<JUnitSuite>& suites) {
  size_t tests = 0;
  size_t failures = 0;
  for (const JUnitSuite& suite : suites) {
    tests += suite.cases.size();
    failures += Failures(suite);
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out +=
      fmt::format("<testsuites name=\"keyward\" tests=\"{}\" failures=\"{}\">\n", tests, failures);
  for (const JUnitSuite& suite : suites) {
    out += "  <testsuite";
    AppendAttribute("name", suite.name, out);
    out += fmt::format(" tests=\"{}\" failures=\"{}\">\n", suite.cases.size(), Failures(suite));
    for (const JUnitCase& test : suite.cases) AppendCase(test, out);
    out += "  </testsuite>\n";
  }
  out += "</testsuites>\n";
  return out;
}

}  // namespace keyward::report
