#include "compiler/check/members.h"

#include <algorithm>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

size_t IndexOf(Names names, std::string_view name) {
  return static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string Listing(Names names) {
  std::string text;
  for (std::string_view name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

std::string HelpFor(const Place& place, std::string_view name, std::string_view nearest) {
  if (IndexOf(place.elsewhere, name) < place.elsewhere.size) {
    return fmt::format("{} belongs {}", name, place.elsewhere_words);
  }
  if (nearest.empty()) return fmt::format("{} may have {}", place.words, Listing(place.known));
  if (EqualsIgnoringAsciiCase(nearest, name)) {
    return fmt::format("letter case counts: write \"{}\"", nearest);
  }
  return fmt::format("did you mean \"{}\"?", nearest);
}

void ReportUnknown(Inspection& in, NodeId member, const Place& place, std::string_view nearest) {
  const std::string_view name = in.name(member);
  const Span span = in.node(member).name_span;
  Diagnostic& diagnostic =
      in.Report(Refusal::kAlways, place.code, span,
                fmt::format("unknown member {} in {}", Quote(name), place.words),
                HelpFor(place, name, nearest));
  if (!nearest.empty() && EqualsIgnoringAsciiCase(nearest, name)) {
    diagnostic.fix =
        Fix{fmt::format("write \"{}\"", nearest), {{span, fmt::format("\"{}\"", nearest)}}};
  }
}

}  // namespace

void ReadMembers(Inspection& in, NodeId object, const Place& place, NodeId* slots) {
  std::fill_n(slots, place.known.size, kNoNode);
  std::vector<NodeId> unknown;
  for (NodeId id = in.node(object).first_child; id != kNoNode; id = in.node(id).next_sibling) {
    const size_t index = IndexOf(place.known, in.name(id));
    if (index == place.known.size) {
      unknown.push_back(id);
    } else if (slots[index] == kNoNode) {
      slots[index] = id;  // a second one is CheckDuplicateMembers' finding
    }
  }
  for (NodeId id : unknown) {
    const bool misplaced = IndexOf(place.elsewhere, in.name(id)) < place.elsewhere.size;
    const std::string_view nearest =
        misplaced ? std::string_view{} : Nearest(in.name(id), place.known);
    ReportUnknown(in, id, place, nearest);
    const size_t index = IndexOf(place.known, nearest);
    if (index < place.known.size && slots[index] == kNoNode) slots[index] = id;
  }
}

void CheckDuplicateMembers(Inspection& in) {
  std::vector<NodeId> members;
  const auto by_name = [&in](NodeId a, NodeId b) { return in.name(a) < in.name(b); };
  for (NodeId object = 0; object < in.tree().size(); ++object) {
    if (!in.Is(object, NodeKind::kObject) || in.node(object).child_count < 2) continue;
    members.clear();
    for (NodeId id = in.node(object).first_child; id != kNoNode; id = in.node(id).next_sibling) {
      members.push_back(id);
    }
    std::stable_sort(members.begin(), members.end(), by_name);
    size_t first = 0;
    for (size_t i = 1; i < members.size(); ++i) {
      if (in.name(members[i]) != in.name(members[first])) {
        first = i;
        continue;
      }
      in.Report(Refusal::kAlways, Code::kDuplicateMember, in.node(members[i]).name_span,
                fmt::format("member {} stands twice in one object", Quote(in.name(members[i]))),
                "keep one of them; readers disagree about which one counts")
          .notes.push_back({in.node(members[first]).name_span, "first here"});
    }
  }
}

}  // namespace keyward::compiler
