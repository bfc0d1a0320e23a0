#include "report/findings.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace keyward::report {
namespace {

// CodePage: an issue code and the kind of finding as its page's anchor spells it.
struct CodePage {
  std::string_view type;
  std::string_view code;
};

constexpr CodePage kPages[] = {
#define ACCESS_ANALYZER_CODE(type, code) {type, code},
#include "report/access_analyzer_codes.def"
#undef ACCESS_ANALYZER_CODE
};

constexpr std::string_view kPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
    "#access-analyzer-reference-policy-checks-";

constexpr std::array<std::string_view, 4> kWords = {"ERROR", "SECURITY_WARNING", "WARNING",
                                                    "SUGGESTION"};
constexpr std::array<std::string_view, 4> kNames = {"error", "security-warning", "warning",
                                                    "suggestion"};
constexpr std::array<std::string_view, 4> kNouns = {"error", "security warning", "warning",
                                                    "suggestion"};

std::string Plural(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string_view SeverityWord(Severity severity) { return kWords[static_cast<size_t>(severity)]; }

std::string_view SeverityName(Severity severity) { return kNames[static_cast<size_t>(severity)]; }

std::string LearnMoreLink(std::string_view code) {
  const auto* const found = std::lower_bound(
      std::begin(kPages), std::end(kPages), code,
      [](const CodePage& page, std::string_view sought) { return page.code < sought; });
  if (found == std::end(kPages) || found->code != code) return {};
  std::string link = fmt::format("{}{}-", kPage, found->type);
  for (const char c : code) {
    if (c == '_') {
      link += '-';
    } else {
      link += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return link;
}

size_t FindingCounts::total() const {
  return by_severity[0] + by_severity[1] + by_severity[2] + by_severity[3];
}

FindingCounts CountFindings(const std::vector<PolicyFindings>& findings) {
  FindingCounts counts;
  std::set<std::string_view> files;
  for (const PolicyFindings& policy : findings) {
    ++counts.policies;
    if (policy.source != nullptr) files.insert(policy.source->name());
    for (const Diagnostic& one : policy.diagnostics) {
      ++counts.by_severity[static_cast<size_t>(one.severity)];
    }
  }
  counts.files = files.size();
  return counts;
}

std::string FindingsSummary(const FindingCounts& counts) {
  std::string line = Plural(counts.files, "file");
  if (counts.policies != counts.files) {
    line +=
        fmt::format(" with {} {}", counts.policies, counts.policies == 1 ? "policy" : "policies");
  }
  line += ": ";
  if (counts.total() == 0) return line + "no findings";
  bool first = true;
  for (size_t i = 0; i < counts.by_severity.size(); ++i) {
    if (counts.by_severity[i] == 0) continue;
    if (!first) line += ", ";
    line += Plural(counts.by_severity[i], kNouns[i]);
    first = false;
  }
  return line;
}

}  // namespace keyward::report
