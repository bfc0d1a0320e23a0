#include <fmt/core.h>

#include "compiler/check/elements.h"

namespace keyward::compiler {
namespace {

constexpr std::string_view kNew = "2012-10-17";
constexpr std::string_view kOld = "2008-10-17";
constexpr std::string_view kWhy =
    "policy variables work only from that version on, and this kind of policy takes no other";

// NeedsNewVersion: IAM and Organizations refuse to store older ones (R1.4, R1.21, R1.22);
// resource-based policies of the old version exist everywhere.
bool NeedsNewVersion(PolicyType type) {
  return !HasPrincipal(type) || type == PolicyType::kResourceControl;
}

// Insertion puts Version before the first member, on a line of its own where members have one.
Fix Insertion(const Inspection& in) {
  const Node& root = in.node(in.tree().root());
  const uint32_t behind_brace = root.span.begin + 1;
  std::string text = fmt::format("\"Version\": \"{}\"", kNew);
  Span span{behind_brace, behind_brace};
  if (root.first_child != kNoNode) {
    const uint32_t first = in.node(root.first_child).name_span.begin;
    const std::string_view gap = in.source().text().substr(behind_brace, first - behind_brace);
    span = {first, first};
    text += fmt::format(",{}", gap.empty() ? " " : gap);
  }
  return Fix{fmt::format("insert Version {}", kNew), {{span, text}}};
}

void ReportMissing(Inspection& in) {
  const Span span = in.node(in.tree().root()).span;
  in.Report(Refusal::kOnSave, Code::kMissingVersion, {span.begin, span.begin + 1},
            fmt::format("{} must have Version \"{}\", but this has none, which means \"{}\"",
                        Article(in.type()), kNew, kOld),
            fmt::format("add \"Version\": \"{}\"", kNew))
      .fix = Insertion(in);
}

}  // namespace

// A Version that is wrong counts as the new one: no findings about variables besides.
void CheckVersion(Inspection& in, NodeId version, PolicyBuilder& builder) {
  if (version == kNoNode) {
    if (NeedsNewVersion(in.type())) ReportMissing(in);
    return;
  }
  if (!in.Is(version, NodeKind::kString)) {
    in.ReportType(version, "Version", fmt::format("\"{}\" or \"{}\"", kNew, kOld));
    in.set_version(Version::k2012);
    return;
  }
  const std::string_view text = in.text(version);
  const Span span = in.node(version).span;
  const Fix fix{fmt::format("write \"{}\"", kNew), {{span, fmt::format("\"{}\"", kNew)}}};
  if (text == kNew) {
    in.set_version(Version::k2012);
    builder.SetVersion(Version::k2012);
  } else if (text != kOld) {
    in.Report(
          Refusal::kAlways, Code::kInvalidVersion, span,
          fmt::format("Version must be \"{}\" or \"{}\", but this is {}", kNew, kOld, Quote(text)),
          "Version is the policy language's version, not the document's date")
        .fix = fix;
    in.set_version(Version::k2012);
  } else if (NeedsNewVersion(in.type())) {
    in.Report(Refusal::kOnSave, Code::kInvalidVersion, span,
              fmt::format("{} must have Version \"{}\", but this is \"{}\"", Article(in.type()),
                          kNew, kOld),
              std::string(kWhy))
        .fix = fix;
  }
}

}  // namespace keyward::compiler
