#include <algorithm>
#include <set>

#include "compiler/emit/emitter.h"
#include "compiler/glob.h"

namespace keyward::compiler {
namespace {

constexpr uint64_t kAllKmsActions = (uint64_t{1} << kKmsActionCount) - 1;

std::vector<GlobToken> GlobOf(const grammar::Template& pieces) {
  std::vector<GlobToken> tokens;
  for (const grammar::Piece& piece : pieces) {
    const TokenKind kind = piece.kind == grammar::PieceKind::kAnyRun   ? TokenKind::kAnyRun
                           : piece.kind == grammar::PieceKind::kAnyOne ? TokenKind::kAnyOne
                                                                       : TokenKind::kLiteral;
    tokens.push_back({kind, piece.text});
  }
  return tokens;
}

// NamedKmsActions is the mask of the operations that a (lower-case) name pattern matches.
uint64_t NamedKmsActions(const grammar::Template& name) {
  const std::vector<GlobToken> tokens = GlobOf(name);
  if (tokens.size() == 1 && tokens[0].kind == TokenKind::kLiteral) {
    const auto action = FindKmsAction(tokens[0].text);
    return action ? Bit(*action) : 0;
  }
  uint64_t mask = 0;
  for (size_t i = 0; i < kKmsActionCount; ++i) {
    const auto action = static_cast<KmsAction>(i);
    if (MatchGlob(tokens, Lower(FactsOf(action).name))) mask |= Bit(action);
  }
  return mask;
}

}  // namespace

void Emitter::EmitActions(const Statement& statement, StatementCode& code) {
  code.not_action = statement.action.negated;
  code.actions.begin = static_cast<uint32_t>(program_->actions_.size());
  for (const Text& action : statement.action.values) AddAction(action.value, code);
  code.actions.end = static_cast<uint32_t>(program_->actions_.size());
  if (code.not_action) code.kms_actions = ~code.kms_actions & kAllKmsActions;
  // A key policy has no effect on actions that are IAM's alone (K1.12).
  if (program_->type_ == PolicyType::kKeyPolicy) code.kms_actions &= KeyPolicyActions();
  if (code.inert) code.kms_actions = 0;
}

void Emitter::AddAction(std::string_view text, StatementCode& code) {
  const grammar::ActionParts parts = grammar::SplitAction(text);
  ActionPattern pattern;
  if (parts.everything) {
    pattern.everything = true;
    code.kms_actions |= kAllKmsActions;
  } else if (parts.fault == grammar::ActionFault::kNone) {
    const std::string vendor = Lower(parts.action.vendor);
    // Action strings know no variables: `${` is literal text there (R3.40).
    const grammar::Template name = grammar::ParseTemplate(Lower(parts.action.name), false, true);
    if (vendor != "*") pattern.vendor = Store(vendor);
    pattern.name = MakePattern(name);
    if (vendor == "*" || vendor == "kms") code.kms_actions |= NamedKmsActions(name);
  }
  // A malformed action keeps its place with a pattern that matches nothing (R2.5).
  if (parts.fault != grammar::ActionFault::kNone) pattern.vendor = Store(":");
  program_->actions_.push_back(pattern);
}

void Emitter::BuildIndexes() {
  BuildKmsIndex();
  BuildVendorIndex();
}

void Emitter::BuildKmsIndex() {
  auto& lists = program_->statement_lists_;
  for (size_t action = 0; action < kKmsActionCount; ++action) {
    const uint64_t bit = Bit(static_cast<KmsAction>(action));
    Range range{static_cast<uint32_t>(lists.size()), 0};
    for (const Effect effect : {Effect::kDeny, Effect::kAllow}) {
      for (uint32_t i = 0; i < program_->statements_.size(); ++i) {
        const StatementCode& code = program_->statements_[i];
        if (code.effect == effect && (code.kms_actions & bit) != 0) lists.push_back(i);
      }
    }
    range.end = static_cast<uint32_t>(lists.size());
    program_->kms_index_[action] = range;
  }
}

void Emitter::BuildVendorIndex() {
  std::set<std::string, std::less<>> vendors;
  for (const ActionPattern& action : program_->actions_) {
    if (action.vendor.size != 0) vendors.emplace(program_->text(action.vendor));
  }
  for (const std::string& vendor : vendors) {
    const Range statements = ListStatements(vendor);
    program_->vendor_index_.push_back({Store(vendor), statements});
  }
  program_->any_vendor_ = ListStatements({});
}

Range Emitter::ListStatements(std::string_view vendor) {
  auto& lists = program_->statement_lists_;
  Range range{static_cast<uint32_t>(lists.size()), 0};
  for (const Effect effect : {Effect::kDeny, Effect::kAllow}) {
    for (uint32_t i = 0; i < program_->statements_.size(); ++i) {
      const StatementCode& code = program_->statements_[i];
      if (code.effect == effect && MayNameVendor(code, vendor)) lists.push_back(i);
    }
  }
  range.end = static_cast<uint32_t>(lists.size());
  return range;
}

bool Emitter::MayNameVendor(const StatementCode& code, std::string_view vendor) const {
  if (code.inert) return false;
  if (code.not_action) return true;
  const auto actions = program_->actions(code.actions);
  return std::any_of(actions.begin(), actions.end(), [&](const ActionPattern& action) {
    return action.vendor.size == 0 || program_->text(action.vendor) == vendor;
  });
}

std::span<const uint32_t> Program::StatementsOfVendor(std::string_view vendor) const {
  const auto found = std::lower_bound(
      vendor_index_.begin(), vendor_index_.end(), vendor,
      [this](const VendorIndex& entry, std::string_view key) { return text(entry.vendor) < key; });
  if (found != vendor_index_.end() && text(found->vendor) == vendor) {
    return Slice(statement_lists_, found->statements);
  }
  return Slice(statement_lists_, any_vendor_);
}

}  // namespace keyward::compiler
