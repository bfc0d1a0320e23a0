#include <fmt/core.h>

#include "compiler/condition_keys.h"
#include "scenario/read/facts.h"

namespace keyward::scenario {
namespace {

using evaluator::Context;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr std::string_view kEncryptionContext = "kms:EncryptionContext:";

// ScalarText is the text of a string, number or boolean (R1.9); nothing for another kind.
std::optional<std::string_view> ScalarText(const Reading& in, NodeId id) {
  switch (in.node(id).kind) {
    case NodeKind::kString:
    case NodeKind::kNumber: return in.tree().text(id);
    case NodeKind::kTrue: return "true";
    case NodeKind::kFalse: return "false";
    default: return std::nullopt;
  }
}

bool ReadList(Reading& in, NodeId id, Context& context) {
  context.BeginList(in.tree().name(id));
  for (NodeId item = in.node(id).first_child; item != kNoNode; item = in.node(item).next_sibling) {
    const auto text = ScalarText(in, item);
    if (!text) return in.RefuseKind(item, "a string, number or boolean");
    context.AddToList(*text);
  }
  return true;
}

// ReadSingleOfList reads a list given for a key that has one value.
bool ReadSingleOfList(Reading& in, NodeId id, Context& context) {
  const std::string_view name = in.tree().name(id);
  if (in.node(id).child_count > 1) {
    return in.RefuseValue(id, fmt::format("{} has one value, not several", name));
  }
  if (in.node(id).child_count == 0) {
    context.SetAbsent(name);
    return true;
  }
  const NodeId item = in.node(id).first_child;
  const auto text = ScalarText(in, item);
  if (!text) return in.RefuseKind(item, "a string, number or boolean");
  context.SetSingle(name, *text);
  return true;
}

bool ReadKey(Reading& in, NodeId id, Context& context) {
  const std::string_view name = in.tree().name(id);
  if (name.empty()) return in.Refuse(in.node(id).name_span, "a context key needs a name");
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(name);
  if (in.Is(id, NodeKind::kArray)) {
    const bool single = facts != nullptr && !facts->multivalued;
    return single ? ReadSingleOfList(in, id, context) : ReadList(in, id, context);
  }
  if (in.Is(id, NodeKind::kNull)) {
    context.SetAbsent(name);
    return true;
  }
  const auto text = ScalarText(in, id);
  if (!text) return in.RefuseKind(id, "a string, number, boolean or list");
  if (facts != nullptr && facts->multivalued) {
    context.BeginList(name);
    context.AddToList(*text);
  } else {
    context.SetSingle(name, *text);
  }
  return true;
}

}  // namespace

bool ReadContext(Reading& in, NodeId id, Context& context) {
  if (id == kNoNode) return true;
  if (!in.Is(id, NodeKind::kObject)) return in.RefuseKind(id, "an object");
  bool ok = in.UniqueNames(id);
  for (NodeId key = in.node(id).first_child; key != kNoNode; key = in.node(key).next_sibling) {
    ok &= ReadKey(in, key, context);
  }
  return ok;
}

bool ReadUnknownKeys(Reading& in, NodeId id, Context& context) {
  if (id == kNoNode) return true;
  if (!in.Is(id, NodeKind::kArray)) return in.RefuseKind(id, "a list of context keys");
  bool ok = true;
  for (NodeId item = in.node(id).first_child; item != kNoNode; item = in.node(item).next_sibling) {
    const std::string_view name =
        in.Is(item, NodeKind::kString) ? in.tree().text(item) : std::string_view();
    if (name.empty()) {
      ok = in.RefuseKind(item, "the name of a context key");
    } else if (context.Has(name)) {
      ok = in.RefuseValue(item, fmt::format("{} is given already", name),
                          "a key is either unknown or in context, and named once");
    } else {
      context.SetUnknown(name);
    }
  }
  return ok;
}

void PairsOf(const Context& context, evaluator::Pairs& pairs) {
  pairs.clear();
  for (const evaluator::ContextEntry& entry : context.entries()) {
    const std::string_view name = context.name(entry);
    if (name.size() <= kEncryptionContext.size() || entry.value_count != 1) continue;
    const std::string_view head = name.substr(0, kEncryptionContext.size());
    if (!compiler::EqualsIgnoringAsciiCase(head, kEncryptionContext)) continue;
    pairs.emplace_back(name.substr(head.size()), context.text(context.value(entry, 0)));
  }
}

}  // namespace keyward::scenario
