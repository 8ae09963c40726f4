package org.dosync.benchmarks;

import java.awt.Font;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Element;

/** A chart as an element of a page. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private Svg() {}

  /** Whether this JDK finds a font: without, no chart can be painted. */
  static boolean hasFonts() {
    try {
      return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay('0');
    } catch (RuntimeException | LinkageError | InternalError noFontconfig) {
      return false;
    }
  }

  /**
   * Paints a chart as wide as it is or as the page lets it.
   *
   * @param id tells its parts from those of other charts of the page
   * @param title for those who can't see it
   */
  static String of(Chart<?, ?> chart, String id, String title) {
    SVGGraphics2D graphics = new SVGGraphics2D(context(id), true);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 %d %d".formatted(chart.getWidth(), chart.getHeight()));
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", title);
    return text(root);
  }

  /** As a file of its own: where it will be shown, dark or light, is not known. */
  static String onWhite(String svg) {
    String size = "width=\"%d\" height=\"%d\" ".formatted(Charts.WIDTH, Charts.HEIGHT);
    return svg.replaceFirst("<svg ", "<svg style=\"background:#fff\" " + size)
        .replace(Charts.css(Charts.INK), "#1d2430")
        .replace(Charts.css(Charts.LINE), "#9aa3b0");
  }

  /** Painted with shapes: what fonts a reader has does not matter. */
  private static SVGGeneratorContext context(String id) {
    SVGGeneratorContext context =
        SVGGeneratorContext.createDefault(dom().createDocument(NAMESPACE, "svg", null));
    context.setPrecision(2);
    context.setComment("");
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return super.generateID(id + "-" + prefix);
          }
        });
    return context;
  }

  private static DOMImplementation dom() {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Element element) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(element), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
