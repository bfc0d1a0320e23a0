// JUnit: test suites as the XML that continuous integration reads.
//
// Promise   well-formed XML 1.0: characters that XML cannot hold become U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyward::report {

// JUnitCase: one test; it failed when `failure` is not empty.
struct JUnitCase {
  std::string name;
  std::string class_name;
  std::string file;
  std::string failure;       // one line
  std::string failure_text;  // the rest
  std::string output;
};

struct JUnitSuite {
  std::string name;
  std::vector<JUnitCase> cases;
};

// JUnitXml is the whole document, with its counts. Ends with a line break.
std::string JUnitXml(const std::vector<JUnitSuite>& suites);

// AppendXmlText writes `text` with &, <, >, quotes and control characters escaped.
void AppendXmlText(std::string_view text, std::string& out);

}  // namespace keyward::report
