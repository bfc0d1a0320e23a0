#include <fmt/format.h>
#include <iterator>

#include "compiler/program.h"

namespace keyward::compiler {
namespace {

constexpr std::string_view kPatternNames[] = {"everything", "literal",  "prefix", "suffix",
                                              "general",    "template", "never"};
constexpr std::string_view kPrincipalNames[] = {"everyone", "account",   "arn",   "unique-id",
                                                "service",  "federated", "nobody"};

class Dumper {
 public:
  explicit Dumper(const Program& program) : program_(program) {}

  std::string Run() {
    Line("program {} ({} statements, {} predicates, {} keys)", PolicyTypeName(program_.type()),
         program_.statements().size(), program_.predicates().size(), program_.keys().size());
    for (size_t i = 0; i < program_.statements().size(); ++i) DumpStatement(i);
    for (size_t i = 0; i < program_.predicates().size(); ++i) DumpPredicate(i);
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void Line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }

  std::string PatternText(const Pattern& pattern) const {
    std::string text(kPatternNames[static_cast<size_t>(pattern.kind)]);
    const bool has_text = pattern.kind == PatternKind::kLiteral ||
                          pattern.kind == PatternKind::kPrefix ||
                          pattern.kind == PatternKind::kSuffix;
    if (has_text) return text + fmt::format(" \"{}\"", program_.text(pattern.text));
    for (const Token& token : program_.tokens(pattern.tokens)) text += ' ' + TokenText(token);
    return text;
  }

  std::string TokenText(const Token& token) const {
    switch (token.kind) {
      case TokenKind::kLiteral: return fmt::format("\"{}\"", program_.text(token.text));
      case TokenKind::kAnyRun: return "any-run";
      case TokenKind::kAnyOne: return "any-one";
      case TokenKind::kNull: return "null";
      case TokenKind::kVariable: break;
    }
    std::string text = fmt::format("variable({}", program_.text(program_.key(token.key).name));
    if (token.has_default) text += fmt::format(", default \"{}\"", program_.text(token.text));
    return text + ')';
  }

  void DumpStatement(size_t index) {
    const StatementCode& code = program_.statements()[index];
    const StatementSource& source = program_.sources()[index];
    Line("statement {}{}{} [{},{})", index,
         source.has_sid ? fmt::format(" \"{}\"", program_.text(source.sid)) : "",
         code.inert ? " inert" : "", source.span.begin, source.span.end);
    Line("  effect {}", code.effect == Effect::kAllow ? "Allow" : "Deny");
    DumpActions(code);
    DumpPrincipals(code);
    DumpResources(code);
    for (const PredicateUse& use : program_.uses(code.uses)) Line("  when #{}", use.predicate);
  }

  void DumpActions(const StatementCode& code) {
    std::string names;
    for (size_t i = 0; i < kKmsActionCount; ++i) {
      const auto action = static_cast<KmsAction>(i);
      if ((code.kms_actions & Bit(action)) != 0) names += fmt::format(" {}", FactsOf(action).name);
    }
    Line("  kms {:#018x}{}", code.kms_actions, names);
    for (const ActionPattern& action : program_.actions(code.actions)) {
      const char* word = code.not_action ? "not-action" : "action";
      if (action.everything) {
        Line("  {} everything", word);
      } else {
        Line("  {} {}: {}", word,
             action.vendor.size == 0 ? std::string_view("any") : program_.text(action.vendor),
             PatternText(action.name));
      }
    }
  }

  void DumpPrincipals(const StatementCode& code) {
    for (const PrincipalCode& principal : program_.principals(code.principals)) {
      Line("  {} {} \"{}\"", code.not_principal ? "not-principal" : "principal",
           kPrincipalNames[static_cast<size_t>(principal.match)], program_.text(principal.text));
    }
  }

  void DumpResources(const StatementCode& code) {
    if (code.resource_implied) Line("  resource implied");
    for (const ArnPattern& arn : program_.resources(code.resources)) {
      const char* word = code.not_resource ? "not-resource" : "resource";
      if (arn.everything || arn.never) {
        Line("  {} {}", word, arn.everything ? "everything" : "never");
        continue;
      }
      Line("  {} \"{}\"", word, program_.text(arn.text));
      for (uint32_t part = 1; part < 6; ++part) {
        Line("    part {} {}", part, PatternText(program_.pattern(arn.first_pattern + part)));
      }
    }
  }

  void DumpPredicate(size_t index) {
    const Predicate& predicate = program_.predicates()[index];
    const Key& key = program_.key(predicate.key);
    Line("predicate #{} {} {}{}{}", index,
         Spell({predicate.op, predicate.qualifier, predicate.if_exists}), program_.text(key.name),
         key.hidden ? " hidden" : "", key.multivalued ? " multivalued" : "");
    for (const Operand& operand : program_.operands(predicate.operands)) {
      Line("  value {}", OperandText(operand));
    }
  }

  std::string OperandText(const Operand& operand) const {
    const std::string_view written = program_.text(operand.written);
    switch (operand.kind) {
      case OperandKind::kPattern: return PatternText(program_.pattern(operand.index));
      case OperandKind::kText: return fmt::format("text \"{}\"", written);
      case OperandKind::kDecimal: return fmt::format("decimal {}", written);
      case OperandKind::kInstant:
        return fmt::format("instant {}.{:09}", program_.instant(operand).seconds,
                           program_.instant(operand).nanoseconds);
      case OperandKind::kBool: return operand.flag ? "true" : "false";
      case OperandKind::kCidr:
        return fmt::format("cidr {} ({} bits)", written, program_.cidr(operand).prefix);
      case OperandKind::kArn:
        return fmt::format("arn{} \"{}\"", operand.flag ? " template" : "", written);
      case OperandKind::kTypeError: break;
    }
    return fmt::format("type-error \"{}\"", written);
  }

  const Program& program_;
  std::string out_;
};

}  // namespace

std::string Dump(const Program& program) { return Dumper(program).Run(); }

}  // namespace keyward::compiler
